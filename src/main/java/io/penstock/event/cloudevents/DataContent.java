package io.penstock.event.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the data of a CloudEvent are, as its {@code datacontenttype} says. */
public enum DataContent {
  JSON,
  /** Text in UTF-8. */
  TEXT,
  /** Anything else. */
  BYTES,
  /** Nothing is said. */
  UNKNOWN;

  /** As deep as data may be inside an event; deeper ones are bytes like any others. */
  private static final int LEVELS_MAX = 63;

  private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^\\s;\"]+)");
  private static final Set<String> WITHIN_UTF8 = Set.of("utf-8", "utf8", "us-ascii");

  /** What a media type names. JSON is in UTF-8 whatever its parameters say (RFC 8259). */
  static DataContent of(String mediaType) {
    String lower = mediaType.toLowerCase(Locale.ROOT);
    String type = lower.split(";", 2)[0].strip();
    if (type.equals("application/json") || type.equals("text/json") || type.endsWith("+json")) {
      return JSON;
    }
    Matcher charset = CHARSET.matcher(lower);
    boolean readable = !charset.find() || WITHIN_UTF8.contains(charset.group(1));
    return type.startsWith("text/") && readable ? TEXT : BYTES;
  }

  /** What these data really are: those that break their word are bytes. */
  DataContent foundIn(byte[] data) {
    return switch (this) {
      case JSON, UNKNOWN -> isJson(data) ? JSON : BYTES;
      case TEXT -> isUtf8(data) ? TEXT : BYTES;
      case BYTES -> BYTES;
    };
  }

  private static boolean isJson(byte[] data) {
    var scanner = new JsonScanner();
    scanner.reset(data, 0, data.length);
    try {
      scanner.skipValue();
      scanner.expectEnd();
      return scanner.deepest() <= LEVELS_MAX;
    } catch (MalformedJson other) {
      return false;
    }
  }

  private static boolean isUtf8(byte[] data) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }
}
