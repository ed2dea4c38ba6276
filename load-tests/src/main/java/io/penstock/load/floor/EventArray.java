package io.penstock.load.floor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a JSON array into its events in one pass over the bytes; no tree is built. */
final class EventArray {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int REQUIRED = 3;

  private final byte[] body;
  private final JsonParser parser;
  private final List<byte[]> events = new ArrayList<>();

  private EventArray(byte[] body, JsonParser parser) {
    this.body = body;
    this.parser = parser;
  }

  static List<byte[]> events(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      EventArray array = new EventArray(body, parser);
      array.read();
      return array.events;
    }
  }

  private void read() throws IOException {
    expect(parser.nextToken() == JsonToken.START_ARRAY, "an array");
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      expect(requiredFields() == REQUIRED, "id, type and ts");
      int to = (int) parser.currentLocation().getByteOffset();
      events.add(Arrays.copyOfRange(body, from, to));
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY, "the end of the array");
  }

  private int requiredFields() throws IOException {
    int found = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (isRequired(name) && value == JsonToken.VALUE_STRING && parser.getTextLength() > 0) {
        found++;
      }
      parser.skipChildren();
    }
    return found;
  }

  private static boolean isRequired(String name) {
    return switch (name) {
      case "id", "type", "ts" -> true;
      default -> false;
    };
  }

  private void expect(boolean holds, String what) throws JsonParseException {
    if (!holds) {
      throw new JsonParseException(parser, what + " expected");
    }
  }
}
