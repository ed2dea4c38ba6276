package io.penstock.access.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the headers {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature} say.
 *
 * @param timestamp as it was sent, in seconds since 1970
 * @param tags those of the scheme {@code v1}; several while a sender changes its secret
 */
record SignatureHeaders(String id, String timestamp, List<byte[]> tags) {
  private static final int TAGS_MAX = 8;
  private static final int TAG_BYTES = 32;
  private static final String SCHEME = "v1,";

  /** With a point in it, an id could pass for an id and a time. */
  private static final Pattern ID = Pattern.compile("[!-~&&[^.]]{1,255}");

  private static final Pattern TIMESTAMP = Pattern.compile("\\d{1,12}");

  /** Empty where they are not all there, each once, or not as they are to be. */
  static Optional<SignatureHeaders> read(Function<String, List<String>> headers) {
    String id = only(headers.apply("webhook-id"));
    String timestamp = only(headers.apply("webhook-timestamp"));
    List<byte[]> tags = tags(only(headers.apply("webhook-signature")));
    return ID.matcher(id).matches() && TIMESTAMP.matcher(timestamp).matches() && !tags.isEmpty()
        ? Optional.of(new SignatureHeaders(id, timestamp, tags))
        : Optional.empty();
  }

  /** Of several nobody could say which was signed. */
  private static String only(List<String> values) {
    return values.size() == 1 ? values.getFirst() : "";
  }

  /** Other schemes are passed over, and tags that were cut short. */
  private static List<byte[]> tags(String signatures) {
    return Arrays.stream(signatures.split(" ", TAGS_MAX + 1))
        .limit(TAGS_MAX)
        .filter(one -> one.startsWith(SCHEME))
        .flatMap(one -> decoded(one.substring(SCHEME.length())))
        .toList();
  }

  private static Stream<byte[]> decoded(String base64) {
    try {
      return Stream.of(Base64.getDecoder().decode(base64)).filter(tag -> tag.length == TAG_BYTES);
    } catch (IllegalArgumentException noBase64) {
      return Stream.empty();
    }
  }

  /** What stands before the body where a signature is made. */
  byte[] signed() {
    return (id + '.' + timestamp + '.').getBytes(US_ASCII);
  }

  long timestampSeconds() {
    return Long.parseLong(timestamp);
  }
}
