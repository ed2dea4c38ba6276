package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Slicer.Form;
import io.penstock.event.cloudevents.Attribute;
import io.penstock.event.cloudevents.Attributes;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The mode of a request with CloudEvents, as the HTTP binding tells them apart: what begins with
 * {@code application/cloudevents} is structured or a batch, all else is binary.
 */
final class CloudEventMode {
  private static final String STRUCTURED = "application/cloudevents";
  private static final String PREFIX = "ce-";

  private CloudEventMode() {}

  /** How the events stand in the body; in binary mode it is a single one's data. */
  static Form form(HttpServerRequest request) throws Refusal {
    String type = RequestHead.header(request, "content-type");
    if (isStructured(type)) {
      return MediaType.cloudEventsFormOf(type)
          .orElseThrow(() -> new Refusal(Problems.noCloudEvent(type)));
    }
    if (request.headers().names().stream().noneMatch(CloudEventMode::isAttribute)) {
      throw new Refusal(Problems.noCloudEvent(type));
    }
    return Form.SINGLE;
  }

  /** The attributes that stand beside the body; empty where they stand in it. */
  static Optional<Attributes> attributes(HttpServerRequest request) throws Refusal {
    String type = RequestHead.header(request, "content-type");
    if (isStructured(type)) {
      return Optional.empty();
    }
    List<Attribute> attributes = new ArrayList<>();
    for (Map.Entry<String, String> header : request.headers()) {
      if (isAttribute(header.getKey())) {
        attributes.add(attribute(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
      }
    }
    if (!type.isEmpty()) {
      attributes.add(new Attribute(Attribute.CONTENT_TYPE, type));
    }
    return Optional.of(new Attributes(attributes));
  }

  private static boolean isStructured(String contentType) {
    return contentType.regionMatches(true, 0, STRUCTURED, 0, STRUCTURED.length());
  }

  private static boolean isAttribute(String header) {
    return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private static Attribute attribute(String header, String value) throws Refusal {
    try {
      return new Attribute(header.substring(PREFIX.length()), decoded(value));
    } catch (CharacterCodingException other) {
      throw new Refusal(Problems.badParameter(header, "UTF-8, percent-encoded where not ASCII"));
    }
  }

  /**
   * The text that a header stands for: without the quotes that it may have, and percent-decoded
   * once. Some senders write the bytes of UTF-8 as they are, and those are taken too.
   */
  static String decoded(String value) throws CharacterCodingException {
    String unquoted = isQuoted(value) ? unescaped(value) : value;
    byte[] bytes = percentDecoded(unquoted.getBytes(ISO_8859_1));
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static boolean isQuoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
  }

  private static String unescaped(String quoted) {
    return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  /** A percent sign that begins nothing stands for itself. */
  private static byte[] percentDecoded(byte[] encoded) {
    var decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      int value = encoded[i] == '%' ? hex(encoded, i + 1) : -1;
      decoded.write(value < 0 ? encoded[i] : value);
      i += value < 0 ? 0 : 2;
    }
    return decoded.toByteArray();
  }

  /** The byte that two digits stand for; -1 where they do not. */
  private static int hex(byte[] text, int at) {
    int high = at + 1 < text.length ? Character.digit(text[at], 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text[at + 1], 16);
    return low < 0 ? -1 : high * 16 + low;
  }
}
