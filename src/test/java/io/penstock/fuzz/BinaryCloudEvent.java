package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;

/** A good CloudEvent whose attributes are headers, and the JSON that it is to become. */
final class BinaryCloudEvent {
  private final Dice dice;
  private final JsonEvents events;
  private final Fingerprint fingerprint;
  private final JsonObject attributes = new JsonObject();

  BinaryCloudEvent(Dice dice, JsonEvents events, Fingerprint fingerprint) {
    this.dice = dice;
    this.events = events;
    this.fingerprint = fingerprint;
  }

  Draft draft(int number, Way way) {
    attributes
        .put("specversion", "1.0")
        .put("id", events.mark(0))
        .put("source", "/fuzz")
        .put("type", "order.paid");
    if (dice.once(2)) {
      attributes.put("time", events.time());
    }
    if (dice.once(2)) {
      attributes.put("subject", "café €");
    }
    return switch (dice.below(4)) {
      case 0 -> draft(number, way, "", new byte[0], "");
      case 1 -> {
        byte[] bytes = dice.bytes(1 + dice.below(40));
        String text = Base64.getEncoder().encodeToString(bytes);
        yield draft(number, way, "image/png", bytes, ",\"data_base64\":\"" + text + "\"");
      }
      case 2 -> {
        String text = Texts.text(dice) + ".";
        String data = ",\"data\":" + Texts.quoted(text, dice);
        yield draft(number, way, "text/plain; charset=utf-8", text.getBytes(UTF_8), data);
      }
      default -> {
        String json = Texts.value(dice, 3);
        yield draft(number, way, "application/json", json.getBytes(UTF_8), ",\"data\":" + json);
      }
    };
  }

  /** {@code data} is how the body is to stand behind the attributes. */
  private Draft draft(int number, Way way, String type, byte[] body, String data) {
    JsonObject event = attributes.copy();
    if (!type.isEmpty()) {
      event.put("datacontenttype", type);
    }
    String json = event.encode();
    long print = fingerprint.ofMeaning(json.substring(0, json.length() - 1) + data + "}");
    var content = new Content(body, new long[] {print}, 0, true);
    var draft = new Draft(number, way, way.path(), content, dice);
    if (!type.isEmpty()) {
      draft.with("content-type", type);
    }
    for (String name : List.copyOf(attributes.fieldNames())) {
      draft.with("ce-" + name, encoded(attributes.getString(name)));
    }
    return draft;
  }

  private static String encoded(String value) {
    return value.replace("é", "%C3%A9").replace("€", "%e2%82%ac");
  }
}
