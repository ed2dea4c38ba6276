package io.penstock.ingest.http;

import io.penstock.event.Slicer.Form;
import java.util.Locale;
import java.util.Optional;

/** Reads the content type of a request with events. */
final class MediaType {
  private MediaType() {}

  /**
   * How the events stand in a body of this type; JSON where none is given; empty where we do not
   * know the type.
   */
  static Optional<Form> formOf(String contentType) {
    if (contentType.isEmpty() || contentType.equals("application/json")) {
      return Optional.of(Form.JSON);
    }
    return switch (inUtf8(contentType)) {
      case "application/json", "text/json" -> Optional.of(Form.JSON);
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/json-lines" ->
          Optional.of(Form.LINES);
      default -> Optional.empty();
    };
  }

  /** Likewise, for CloudEvents whose attributes stand in the body. */
  static Optional<Form> cloudEventsFormOf(String contentType) {
    return switch (inUtf8(contentType)) {
      case "application/cloudevents+json" -> Optional.of(Form.SINGLE);
      case "application/cloudevents-batch+json" -> Optional.of(Form.ARRAY);
      default -> Optional.empty();
    };
  }

  /** The type without its parameters; empty where they name a charset that is not within UTF-8. */
  private static String inUtf8(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace("\"", "").strip();
      if (parameter.startsWith("charset=")
          && !parameter.equals("charset=utf-8")
          && !parameter.equals("charset=us-ascii")) {
        return "";
      }
    }
    return parts[0].strip();
  }
}
