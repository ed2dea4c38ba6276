package io.penstock.sink.objects;

import io.penstock.config.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3, or of a store that speaks its language. Nothing is tried twice here. */
public final class S3Store implements ObjectStore {
  /** No key is wanted to be new: what is there is replaced. */
  private static final Optional<String> NO_CONDITION = Optional.empty();

  /** There must be none of that name. */
  private static final Optional<String> IF_NEW = Optional.of("*");

  private final S3Access access;
  private final S3Client client;

  public S3Store(S3Access access) {
    this.access = access;
    this.client = connect(access);
  }

  private static S3Client connect(S3Access access) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(access.region()))
            // else parts are sent with checksums that the end of the upload would have to repeat
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .forcePathStyle(access.isPathStyle())
            .credentialsProvider(credentials(access))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(access.connectTimeout())
                    .socketTimeout(access.requestTimeout()))
            .overrideConfiguration(
                options ->
                    options
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(access.requestTimeout()));
    access.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(S3Access access) {
    return access
        .accessKey()
        .<AwsCredentialsProvider>map(
            key ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        key, access.secretKey().map(Secret::reveal).orElse(""))))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  /**
   * Where others are about to make the same object there is no telling who will: {@code 409}, and
   * it is to be tried again.
   */
  @Override
  public boolean create(String name, byte[] body, Map<String, String> notes) throws StoreTrouble {
    try {
      put(name, body, notes, IF_NEW);
      return true;
    } catch (S3Exception refused) {
      if (refused.statusCode() == 412) {
        return false;
      }
      throw S3Errors.troubleOf(refused, access.bucket());
    } catch (SdkException fault) {
      throw S3Errors.troubleOf(fault, access.bucket());
    }
  }

  @Override
  public void replace(String name, byte[] body) throws StoreTrouble {
    told(() -> put(name, body, Map.of(), NO_CONDITION));
  }

  private void put(
      String name, byte[] body, Map<String, String> notes, Optional<String> condition) {
    if (body.length > access.partBytes()) {
      putInParts(name, body, notes, condition);
    } else {
      client.putObject(
          request ->
              request
                  .bucket(access.bucket())
                  .key(name)
                  .metadata(notes)
                  .ifNoneMatch(condition.orElse(null)),
          RequestBody.fromBytes(body));
    }
  }

  /** Nobody sees any of it before the last request; what is broken off leaves no parts behind. */
  private void putInParts(
      String name, byte[] body, Map<String, String> notes, Optional<String> condition) {
    String upload =
        client
            .createMultipartUpload(
                request -> request.bucket(access.bucket()).key(name).metadata(notes))
            .uploadId();
    try {
      List<CompletedPart> parts = sendParts(name, body, upload);
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(access.bucket())
                  .key(name)
                  .uploadId(upload)
                  .ifNoneMatch(condition.orElse(null))
                  .multipartUpload(completed -> completed.parts(parts)));
    } catch (SdkException fault) {
      abandon(name, upload, fault);
      throw fault;
    }
  }

  private List<CompletedPart> sendParts(String name, byte[] body, String upload) {
    List<CompletedPart> parts = new ArrayList<>();
    int size = Math.toIntExact(access.partBytes());
    for (int from = 0; from < body.length; from += size) {
      int number = parts.size() + 1;
      var part = new Slice(body, from, Math.min(size, body.length - from));
      String tag =
          client
              .uploadPart(
                  request ->
                      request.bucket(access.bucket()).key(name).uploadId(upload).partNumber(number),
                  RequestBody.fromContentProvider(part, part.length(), "application/octet-stream"))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return parts;
  }

  /** What cannot be told to the store now, {@link #abandonUploads} tells it later. */
  private void abandon(String name, String upload, SdkException fault) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(access.bucket()).key(name).uploadId(upload));
    } catch (SdkException away) {
      fault.addSuppressed(away);
    }
  }

  @Override
  public Optional<Map<String, String>> notes(String name) throws StoreTrouble {
    return head(name).map(S3Store::notesOf);
  }

  /** On their way some give their names capital letters. */
  private static Map<String, String> notesOf(HeadObjectResponse object) {
    Map<String, String> notes = new HashMap<>();
    object.metadata().forEach((name, note) -> notes.put(name.toLowerCase(Locale.ROOT), note));
    return notes;
  }

  @Override
  public Optional<Listed> look(String name) throws StoreTrouble {
    return head(name).map(it -> new Listed(name, it.contentLength(), it.lastModified()));
  }

  private Optional<HeadObjectResponse> head(String name) throws StoreTrouble {
    try {
      return Optional.of(client.headObject(request -> request.bucket(access.bucket()).key(name)));
    } catch (S3Exception refused) {
      if (refused.statusCode() == 404) {
        return Optional.empty();
      }
      throw S3Errors.troubleOf(refused, access.bucket());
    } catch (SdkException fault) {
      throw S3Errors.troubleOf(fault, access.bucket());
    }
  }

  @Override
  public byte[] read(String name, long from, int length) throws StoreTrouble {
    return asked(
        () ->
            client
                .getObjectAsBytes(
                    request ->
                        request
                            .bucket(access.bucket())
                            .key(name)
                            .range("bytes=%d-%d".formatted(from, from + length - 1)))
                .asByteArrayUnsafe());
  }

  @Override
  public void list(String prefix, String after, Predicate<Listed> each) throws StoreTrouble {
    String behind = after;
    ListObjectsV2Response page;
    do {
      page = page(prefix, behind);
      for (S3Object object : page.contents()) {
        if (!each.test(new Listed(object.key(), object.size(), object.lastModified()))) {
          return;
        }
        behind = object.key();
      }
    } while (Boolean.TRUE.equals(page.isTruncated()) && !page.contents().isEmpty());
  }

  private ListObjectsV2Response page(String prefix, String behind) throws StoreTrouble {
    return asked(
        () ->
            client.listObjectsV2(
                request ->
                    request
                        .bucket(access.bucket())
                        .prefix(prefix)
                        .startAfter(behind.isEmpty() ? null : behind)));
  }

  @Override
  public void copy(String name, String to, Optional<String> storageClass) throws StoreTrouble {
    told(
        () ->
            client.copyObject(
                request ->
                    request
                        .sourceBucket(access.bucket())
                        .sourceKey(name)
                        .destinationBucket(access.bucket())
                        .destinationKey(to)
                        .storageClass(storageClass.orElse(null))));
  }

  @Override
  public void delete(String name) throws StoreTrouble {
    told(() -> client.deleteObject(request -> request.bucket(access.bucket()).key(name)));
  }

  /**
   * Throws away the parts of uploads of such names that began before then and were never completed;
   * of the first thousand that the store tells of.
   */
  public int abandonUploads(String prefix, Predicate<String> names, Instant before)
      throws StoreTrouble {
    int[] count = {0};
    told(
        () ->
            client
                .listMultipartUploads(request -> request.bucket(access.bucket()).prefix(prefix))
                .uploads()
                .stream()
                .filter(upload -> upload.initiated().isBefore(before))
                .filter(upload -> names.test(upload.key()))
                .forEach(
                    upload -> {
                      client.abortMultipartUpload(
                          request ->
                              request
                                  .bucket(access.bucket())
                                  .key(upload.key())
                                  .uploadId(upload.uploadId()));
                      count[0]++;
                    }));
    return count[0];
  }

  private void told(Runnable request) throws StoreTrouble {
    asked(
        () -> {
          request.run();
          return true;
        });
  }

  private <T> T asked(Supplier<T> request) throws StoreTrouble {
    try {
      return request.get();
    } catch (SdkException fault) {
      throw S3Errors.troubleOf(fault, access.bucket());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
