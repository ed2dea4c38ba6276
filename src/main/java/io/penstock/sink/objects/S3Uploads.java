package io.penstock.sink.objects;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Objects that are sent in parts: nobody sees any of one before the last request. */
record S3Uploads(S3Bucket bucket) {
  private static final Duration ABANDON_MAX = Duration.ofSeconds(5);

  /** Some of an object's bytes, which the library may read more than once. */
  private record Slice(byte[] bytes, int from, int length) implements ContentStreamProvider {
    @Override
    public InputStream newStream() {
      return new ByteArrayInputStream(bytes, from, length);
    }
  }

  /** What is broken off leaves no parts behind. */
  void put(String name, byte[] body, Map<String, String> notes, Optional<String> condition) {
    String upload =
        client()
            .createMultipartUpload(
                request ->
                    request
                        .bucket(bucket.name())
                        .key(name)
                        .metadata(notes)
                        .overrideConfiguration(bucket.inTime()))
            .uploadId();
    try {
      complete(name, upload, send(name, body, upload), condition);
    } catch (RuntimeException fault) {
      abandon(name, upload, fault);
      throw fault;
    }
  }

  private List<CompletedPart> send(String name, byte[] body, String upload) {
    List<CompletedPart> parts = new ArrayList<>();
    int size = Math.toIntExact(bucket.access().partBytes());
    for (int from = 0; from < body.length; from += size) {
      var part = new Slice(body, from, Math.min(size, body.length - from));
      parts.add(send(name, part, upload, parts.size() + 1));
    }
    return parts;
  }

  private CompletedPart send(String name, Slice part, String upload, int number) {
    String tag =
        client()
            .uploadPart(
                request ->
                    request
                        .bucket(bucket.name())
                        .key(name)
                        .uploadId(upload)
                        .partNumber(number)
                        .overrideConfiguration(bucket.inTime()),
                RequestBody.fromContentProvider(part, part.length(), "application/octet-stream"))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /**
   * Amazon answers 200 before it has put the parts together, and says only in the body whether that
   * worked. What does not say so is sent again.
   */
  private void complete(
      String name, String upload, List<CompletedPart> parts, Optional<String> condition) {
    String tag =
        client()
            .completeMultipartUpload(
                request ->
                    request
                        .bucket(bucket.name())
                        .key(name)
                        .uploadId(upload)
                        .ifNoneMatch(condition.orElse(null))
                        .multipartUpload(completed -> completed.parts(parts))
                        .overrideConfiguration(bucket.inTime()))
            .eTag();
    if (tag == null || tag.isEmpty()) {
      throw new S3Errors.Unsure("it does not say that " + name + " is complete");
    }
  }

  /** What cannot be told to the store now, {@link #abandon(String, Predicate, Instant)} does. */
  private void abandon(String name, String upload, RuntimeException fault) {
    try {
      abandon(name, upload, new S3Bucket(bucket.access(), client(), Optional.empty()));
    } catch (RuntimeException away) {
      fault.addSuppressed(away);
    }
  }

  private static void abandon(String name, String upload, S3Bucket bucket) {
    S3Bucket soon = bucket.within(ABANDON_MAX);
    bucket
        .client()
        .abortMultipartUpload(
            request ->
                request
                    .bucket(bucket.name())
                    .key(name)
                    .uploadId(upload)
                    .overrideConfiguration(soon.inTime()));
  }

  /** Throws away the parts of those that began before then; see {@link S3Store}. */
  int abandon(String prefix, Predicate<String> names, Instant before) {
    List<MultipartUpload> old =
        client()
            .listMultipartUploads(
                request ->
                    request
                        .bucket(bucket.name())
                        .prefix(prefix)
                        .overrideConfiguration(bucket.inTime()))
            .uploads()
            .stream()
            .filter(upload -> upload.initiated().isBefore(before))
            .filter(upload -> names.test(upload.key()))
            .toList();
    old.forEach(upload -> abandon(upload.key(), upload.uploadId(), bucket));
    return old.size();
  }

  private S3Client client() {
    return bucket.client();
  }
}
