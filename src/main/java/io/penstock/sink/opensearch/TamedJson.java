package io.penstock.sink.opensearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.penstock.event.json.Escapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes an object again without what OpenSearch refuses: of names that stand twice in one object
 * the first stays, lone surrogates become U+FFFD, long texts are cut, long numbers become texts,
 * and what has a path too long for a term is left out.
 */
final class TamedJson {
  /**
   * A term of Lucene's index has at most 32,766 bytes, and one is made of path and value: so many
   * characters have at most 12,000 and 15,000 bytes.
   */
  private static final int PATH_CHARS_MAX = 4_000;

  private static final int VALUE_CHARS_MAX = 5_000;
  private static final int NUMBER_CHARS_MAX = 300;

  private static final byte[] NOTHING = {'{', '}'};

  /** Names are not remembered: some can be made so that they collide. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser in;
  private final JsonGenerator out;

  private TamedJson(JsonParser in, JsonGenerator out) {
    this.in = in;
    this.out = out;
  }

  /** On one line. */
  static byte[] of(byte[] object) {
    var tamed = new ByteArrayOutputStream(object.length);
    try (JsonParser in = JSON.createParser(Escapes.withoutLoneSurrogates(object));
        JsonGenerator out = JSON.createGenerator(tamed)) {
      in.nextToken();
      new TamedJson(in, out).value(0);
    } catch (IOException untamed) {
      // whatever a reader of JSON may find too much: it is kept in data, and found by its id alone
      return NOTHING;
    }
    return tamed.toByteArray();
  }

  /** The door lets in 64 levels, so that the stack has room. */
  private void value(int pathChars) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT -> object(pathChars);
      case START_ARRAY -> array(pathChars);
      case VALUE_STRING -> out.writeString(text(in.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in.getText());
      default -> out.copyCurrentEvent(in);
    }
  }

  private void object(int pathChars) throws IOException {
    Set<String> names = new HashSet<>();
    out.writeStartObject();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      int path = pathChars + name.length() + 1;
      in.nextToken();
      if (path <= PATH_CHARS_MAX && names.add(name)) {
        out.writeFieldName(name);
        value(path);
      } else {
        in.skipChildren();
      }
    }
    out.writeEndObject();
  }

  private void array(int pathChars) throws IOException {
    out.writeStartArray();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      value(pathChars);
    }
    out.writeEndArray();
  }

  private void number(String written) throws IOException {
    if (written.length() > NUMBER_CHARS_MAX) {
      out.writeString(text(written));
    } else {
      out.writeNumber(written);
    }
  }

  private static String text(String text) {
    int cut = Math.min(text.length(), VALUE_CHARS_MAX);
    boolean splits = cut < text.length() && Character.isLowSurrogate(text.charAt(cut));
    return text.substring(0, splits ? cut - 1 : cut);
  }
}
