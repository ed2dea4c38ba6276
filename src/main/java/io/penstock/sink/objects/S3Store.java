package io.penstock.sink.objects;

import io.penstock.sink.Outcome.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket of S3, or of a store that speaks its language. What it has answered is not asked again
 * here; what it has not, once.
 */
public final class S3Store implements ObjectStore {
  /** No key is wanted to be new: what is there is replaced. */
  private static final Optional<String> NO_CONDITION = Optional.empty();

  /** There must be none of that name. */
  private static final Optional<String> IF_NEW = Optional.of("*");

  /** The longest that one object may take, in however many parts. */
  private static final Duration PUT_MAX = Duration.ofSeconds(45);

  private final S3Bucket bucket;

  public S3Store(S3Access access) {
    this(S3Bucket.connect(access));
  }

  private S3Store(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /** The same, whose requests all end by then. It is not to be closed. */
  public S3Store until(Deadline deadline) {
    return new S3Store(bucket.until(deadline));
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
      if (S3Errors.isThere(refused)) {
        return false;
      }
      throw bucket.trouble(refused);
    } catch (RuntimeException fault) {
      throw bucket.trouble(fault);
    }
  }

  @Override
  public void replace(String name, byte[] body) throws StoreTrouble {
    bucket.told(() -> put(name, body, Map.of(), NO_CONDITION));
  }

  private void put(
      String name, byte[] body, Map<String, String> notes, Optional<String> condition) {
    S3Bucket its = bucket.within(PUT_MAX);
    if (body.length > its.access().partBytes()) {
      new S3Uploads(its).put(name, body, notes, condition);
    } else {
      client()
          .putObject(
              request ->
                  request
                      .bucket(its.name())
                      .key(name)
                      .metadata(notes)
                      .ifNoneMatch(condition.orElse(null))
                      .overrideConfiguration(its.inTime()),
              RequestBody.fromBytes(body));
    }
  }

  @Override
  public Optional<Map<String, String>> notes(String name) throws StoreTrouble {
    return head(name, S3Store::notesOf);
  }

  /** On their way some give their names capital letters. */
  private static Map<String, String> notesOf(HeadObjectResponse object) {
    Map<String, String> notes = new HashMap<>();
    object.metadata().forEach((name, note) -> notes.put(name.toLowerCase(Locale.ROOT), note));
    return notes;
  }

  @Override
  public Optional<Listed> look(String name) throws StoreTrouble {
    return head(name, it -> new Listed(name, it.contentLength(), it.lastModified()));
  }

  private <T> Optional<T> head(String name, Function<HeadObjectResponse, T> what)
      throws StoreTrouble {
    try {
      return Optional.of(
          what.apply(
              client()
                  .headObject(
                      request ->
                          request
                              .bucket(bucket.name())
                              .key(name)
                              .overrideConfiguration(bucket.inTime()))));
    } catch (S3Exception refused) {
      if (refused.statusCode() == 404) {
        return Optional.empty();
      }
      throw S3Errors.troubleOfHead(refused, bucket.name());
    } catch (RuntimeException fault) {
      throw bucket.trouble(fault);
    }
  }

  @Override
  public byte[] read(String name, long from, int length) throws StoreTrouble {
    return bucket.asked(
        () ->
            client()
                .getObjectAsBytes(
                    request ->
                        request
                            .bucket(bucket.name())
                            .key(name)
                            .range("bytes=%d-%d".formatted(from, from + length - 1))
                            .overrideConfiguration(bucket.inTime()))
                .asByteArrayUnsafe());
  }

  /** Some names of a bucket, and whether there are more. */
  private record Page(List<Listed> objects, boolean isLast) {
    static Page of(ListObjectsV2Response page) {
      List<Listed> objects =
          page.contents().stream()
              .map(object -> new Listed(object.key(), object.size(), object.lastModified()))
              .toList();
      return new Page(objects, objects.isEmpty() || !Boolean.TRUE.equals(page.isTruncated()));
    }
  }

  @Override
  public void list(String prefix, String after, Predicate<Listed> each) throws StoreTrouble {
    String behind = after;
    Page page;
    do {
      String from = behind;
      page = bucket.asked(() -> Page.of(page(prefix, from, 1_000)));
      for (Listed object : page.objects()) {
        if (!each.test(object)) {
          return;
        }
        behind = object.name();
      }
    } while (!page.isLast());
  }

  private ListObjectsV2Response page(String prefix, String behind, int max) {
    return client()
        .listObjectsV2(
            request ->
                request
                    .bucket(bucket.name())
                    .prefix(prefix)
                    .startAfter(behind.isEmpty() ? null : behind)
                    .maxKeys(max)
                    .overrideConfiguration(bucket.inTime()));
  }

  /**
   * What time it is there; empty where the store does not say. A list is asked for, of a prefix
   * that we may list.
   */
  public Optional<Instant> time(String prefix) throws StoreTrouble {
    return bucket
        .asked(() -> page(prefix, "", 1).sdkHttpResponse().firstMatchingHeader("Date"))
        .flatMap(S3Store::instant);
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }

  /**
   * Amazon answers 200 before it has copied, and says only in the body whether that worked; so it
   * is looked at too. Who copies often deletes the one that it was made of.
   */
  @Override
  public void copy(String name, String to, Optional<String> storageClass) throws StoreTrouble {
    CopyObjectResult copied = bucket.asked(() -> copied(name, to, storageClass)).copyObjectResult();
    Optional<Long> bytes = look(name).map(Listed::bytes);
    if (copied == null
        || copied.eTag() == null
        || bytes.isEmpty()
        || !bytes.equals(look(to).map(Listed::bytes))) {
      throw new StoreTrouble(
          Cause.CAPACITY,
          "S3 bucket %s: it does not say that %s is copied".formatted(bucket.name(), name));
    }
  }

  private CopyObjectResponse copied(String name, String to, Optional<String> storageClass) {
    return client()
        .copyObject(
            request ->
                request
                    .sourceBucket(bucket.name())
                    .sourceKey(name)
                    .destinationBucket(bucket.name())
                    .destinationKey(to)
                    .storageClass(storageClass.orElse(null))
                    .overrideConfiguration(bucket.inTime()));
  }

  @Override
  public void delete(String name) throws StoreTrouble {
    bucket.told(
        () ->
            client()
                .deleteObject(
                    request ->
                        request
                            .bucket(bucket.name())
                            .key(name)
                            .overrideConfiguration(bucket.inTime())));
  }

  /**
   * Throws away the parts of uploads of such names that began before then and were never completed;
   * of the first thousand that the store tells of.
   */
  public int abandonUploads(String prefix, Predicate<String> names, Instant before)
      throws StoreTrouble {
    return bucket.asked(() -> new S3Uploads(bucket).abandon(prefix, names, before));
  }

  private S3Client client() {
    return bucket.client();
  }

  @Override
  public void close() {
    client().close();
  }
}
