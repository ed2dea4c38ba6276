package io.penstock.sink.opensearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads answers: of a bulk one for each event, in their order, and what an error says. */
final class Troubles {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser in;

  private Troubles(JsonParser in) {
    this.in = in;
  }

  /**
   * What became of each event; with a status alone where nothing is wrong.
   *
   * @throws IOException where this is no answer of a bulk interface
   */
  static List<Trouble> ofItems(byte[] answer) throws IOException {
    List<Trouble> items = new ArrayList<>();
    try (JsonParser in = JSON.createParser(answer)) {
      var reading = new Troubles(in);
      reading.expect(in.nextToken(), JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean isItems = in.currentName().equals("items");
        in.nextToken();
        if (isItems) {
          reading.items(items);
        } else {
          in.skipChildren();
        }
      }
    }
    return items;
  }

  /** What a whole answer says that is no success. */
  static Trouble of(int status, byte[] answer) {
    try (JsonParser in = JSON.createParser(answer)) {
      var reading = new Troubles(in);
      reading.expect(in.nextToken(), JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean isError = in.currentName().equals("error");
        if (in.nextToken() == JsonToken.START_OBJECT && isError) {
          return reading.error(status);
        }
        in.skipChildren();
      }
    } catch (IOException another) {
      // somebody on the way has answered, in words of its own
    }
    return Trouble.ofStatus(status);
  }

  private void items(List<Trouble> items) throws IOException {
    expect(in.currentToken(), JsonToken.START_ARRAY);
    while (in.nextToken() == JsonToken.START_OBJECT) {
      expect(in.nextToken(), JsonToken.FIELD_NAME);
      expect(in.nextToken(), JsonToken.START_OBJECT);
      items.add(item());
      expect(in.nextToken(), JsonToken.END_OBJECT);
    }
  }

  private Trouble item() throws IOException {
    int status = 0;
    Trouble error = Trouble.ofStatus(0);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("status")) {
        status = in.getIntValue();
      } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
        error = error(0);
      } else {
        in.skipChildren();
      }
    }
    return new Trouble(
        status, error.type(), error.reason(), error.deepestType(), error.deepestReason());
  }

  /** The causes stand inside one another. */
  private Trouble error(int status) throws IOException {
    String type = "";
    String reason = "";
    Trouble cause = Trouble.ofStatus(status);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("type")) {
        type = in.getText();
      } else if (name.equals("reason")) {
        reason = in.getText();
      } else if (name.equals("caused_by") && value == JsonToken.START_OBJECT) {
        cause = error(status);
      } else {
        in.skipChildren();
      }
    }
    boolean isDeepest = cause.type().isEmpty();
    return new Trouble(
        status,
        type,
        reason,
        isDeepest ? type : cause.deepestType(),
        isDeepest ? reason : cause.deepestReason());
  }

  private void expect(JsonToken found, JsonToken wanted) throws IOException {
    if (found != wanted) {
      throw new IOException("somebody else answers: this is no answer of OpenSearch");
    }
  }
}
