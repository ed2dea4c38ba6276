package io.penstock.sink.objects;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a bucket is, and who we are there.
 *
 * @param endpoint of a store that is not Amazon's
 * @param isPathStyle whether the bucket's name stands in the path instead of the host, as most
 *     stores of others want it
 * @param accessKey without one, where Amazon's own tools look: variables, files, the machine's role
 * @param partBytes what is larger goes in parts of this size
 * @param requestTimeout the longest one request may take
 */
public record S3Access(
    Optional<URI> endpoint,
    String region,
    String bucket,
    boolean isPathStyle,
    Optional<String> accessKey,
    Optional<Secret> secretKey,
    long partBytes,
    Duration connectTimeout,
    Duration requestTimeout) {

  public static S3Access read(Section section) {
    return read(section, section.text("bucket"));
  }

  /** Where something else says which bucket it is. */
  public static S3Access read(Section section, String bucket) {
    Optional<URI> endpoint = endpoint(section);
    var access =
        new S3Access(
            endpoint,
            section.text("region", "us-east-1"),
            bucket,
            section.truth("path-style", endpoint.isPresent()),
            section.optionalText("access-key").filter(key -> !key.isEmpty()),
            section.secret("secret-key"),
            section.bytes("part-bytes", 16 << 20, 5 << 20, 128 << 20),
            section.duration(
                "connect-timeout",
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30)),
            section.duration(
                "request-timeout",
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(50)));
    if (access.region().isEmpty()) {
      section.reject("region", "is empty");
    }
    if (access.accessKey().isPresent() != access.secretKey().isPresent()) {
      section.reject("access-key", "and secret-key come together, or neither of them");
    }
    return access;
  }

  /** The address of a folder, the same for all who mean the same; its name ends with a slash. */
  public Optional<String> folder(String prefix) {
    String store = endpoint.map(it -> it.toString().replaceFirst("/*$", "/")).orElse("s3://");
    return bucket.isEmpty() ? Optional.empty() : Optional.of(store + bucket + "/" + prefix);
  }

  private static Optional<URI> endpoint(Section section) {
    return section.optionalText("endpoint").flatMap(text -> url(text, section));
  }

  private static Optional<URI> url(String text, Section section) {
    try {
      var url = new URI(text);
      if (url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException malformed) {
      // told below
    }
    section.reject("endpoint", "is not http://host:port or https://host:port");
    return Optional.empty();
  }
}
