package io.penstock.console;

import io.penstock.deadletter.Filter;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.deadletter.LetterKey;
import io.penstock.deadletter.Selection;
import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a request asks of dead letters; what it cannot mean is {@link Unusable}. */
final class Asked {
  private static final int TEXT_CHARS_MAX = 1_000;
  private static final int TEXTS_MAX = 100;

  private final Map<String, String> topics;

  /** {@code topics} by the names of their streams. */
  Asked(Map<String, String> topics) {
    this.topics = topics;
  }

  /** Every parameter that is none of {@code others} is a filter. */
  Selection selection(MultiMap parameters, Set<String> others) throws Unusable {
    Map<Filter, String> filters = new EnumMap<>(Filter.class);
    for (Map.Entry<String, String> parameter : parameters) {
      if (!others.contains(parameter.getKey())) {
        add(filters, parameter.getKey(), parameter.getValue());
      }
    }
    return new Selection(filters, List.of());
  }

  /** The filters and ids of a body; everything only where the body says so. */
  Selection selection(JsonObject body) throws Unusable {
    Object given = body.getValue("selection", new JsonObject());
    if (!(given instanceof JsonObject json)) {
      throw new Unusable("selection: expected an object of filters");
    }
    Map<Filter, String> filters = new EnumMap<>(Filter.class);
    List<LetterKey> keys = new ArrayList<>();
    for (Map.Entry<String, Object> entry : json) {
      if (entry.getKey().equals("ids")) {
        keys.addAll(keys(entry.getValue()));
      } else {
        add(filters, entry.getKey(), String.valueOf(entry.getValue()));
      }
    }
    var selection = new Selection(filters, keys);
    if (selection.isEverything() && !flag(body, "all")) {
      throw new Unusable(
          "selection: is empty; name a filter in it, or say \"all\": true beside it");
    }
    return selection;
  }

  private void add(Map<Filter, String> filters, String name, String value) throws Unusable {
    if (value.length() > TEXT_CHARS_MAX) {
      throw new Unusable(name + ": is longer than " + TEXT_CHARS_MAX + " characters");
    }
    if (name.equals("stream")) {
      filters.put(Filter.TOPIC, topicOf(value));
    } else {
      filters.put(filter(name), value);
    }
  }

  private String topicOf(String stream) throws Unusable {
    String topic = topics.get(stream);
    if (topic == null) {
      throw new Unusable(
          "stream: there is no '%s', expected one of %s"
              .formatted(stream, topics.keySet().stream().sorted().toList()));
    }
    return topic;
  }

  private static Filter filter(String name) throws Unusable {
    return Filter.of(name)
        .orElseThrow(
            () ->
                new Unusable(
                    "'%s' is no filter, expected stream, ids or one of %s"
                        .formatted(name, Filter.names())));
  }

  private static List<LetterKey> keys(Object ids) throws Unusable {
    if (!(ids instanceof JsonArray array) || array.isEmpty() || array.size() > Selection.KEYS_MAX) {
      throw new Unusable("ids: expected a list of 1 to %d ids".formatted(Selection.KEYS_MAX));
    }
    List<LetterKey> keys = new ArrayList<>();
    for (Object id : array) {
      keys.add(key(String.valueOf(id)));
    }
    return keys;
  }

  static LetterKey key(String id) throws Unusable {
    return LetterKey.parse(id)
        .orElseThrow(() -> new Unusable("'%s' is no id such as duckdb~orders~3:17".formatted(id)));
  }

  static int number(MultiMap parameters, String name, int otherwise, int min, int max)
      throws Unusable {
    String text = parameters.get(name);
    return text == null ? otherwise : within(name, text, min, max);
  }

  static int number(JsonObject body, String name, int otherwise, int min, int max) throws Unusable {
    Object value = body.getValue(name);
    return value == null ? otherwise : within(name, String.valueOf(value), min, max);
  }

  private static int within(String name, String text, int min, int max) throws Unusable {
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      throw new Unusable("%s: %s is not between %d and %d".formatted(name, text, min, max));
    }
    return number;
  }

  /** A text that must be there. */
  static String text(JsonObject body, String name) throws Unusable {
    String text = optionalText(body, name);
    if (text.isEmpty()) {
      throw new Unusable(name + ": is required");
    }
    return text;
  }

  /** PostgreSQL stores no U+0000, and nobody means one. */
  static String optionalText(JsonObject body, String name) throws Unusable {
    Object value = body.getValue(name, "");
    if (!(value instanceof String text)
        || text.length() > TEXT_CHARS_MAX
        || text.indexOf('\0') >= 0) {
      throw new Unusable(
          "%s: expected a text of at most %d characters".formatted(name, TEXT_CHARS_MAX));
    }
    return text.strip();
  }

  /** A list of texts; empty where it is not said. */
  static List<String> texts(JsonObject body, String name) throws Unusable {
    Object given = body.getValue(name, new JsonArray());
    if (!(given instanceof JsonArray array)
        || array.size() > TEXTS_MAX
        || !array.stream().allMatch(each -> each instanceof String)) {
      throw new Unusable("%s: expected a list of at most %d texts".formatted(name, TEXTS_MAX));
    }
    return array.stream().map(String.class::cast).map(String::strip).toList();
  }

  /** An empty one where it is not said. */
  static JsonObject object(JsonObject body, String name) throws Unusable {
    Object given = body.getValue(name, new JsonObject());
    if (!(given instanceof JsonObject object)) {
      throw new Unusable(name + ": expected an object");
    }
    return object;
  }

  /** False where it is not said; a word that is none would be an act that nobody wanted. */
  static boolean flag(JsonObject body, String name) throws Unusable {
    if (!body.containsKey(name)) {
      return false;
    }
    if (!(body.getValue(name) instanceof Boolean flag)) {
      throw new Unusable(name + ": expected true or false");
    }
    return flag;
  }

  /** Only these members may be in it: one that is misspelt must not be passed over. */
  static JsonObject body(RoutingContext context, String... members) throws Unusable {
    JsonObject body = body(context);
    List<String> known = List.of(members);
    for (String name : body.fieldNames()) {
      if (!known.contains(name)) {
        throw new Unusable("'%s' is not one of %s".formatted(name, known));
      }
    }
    return body;
  }

  private static JsonObject body(RoutingContext context) throws Unusable {
    return parsed(context).orElseThrow(() -> new Unusable("the body is no JSON object"));
  }

  /** An empty one where the body is none. */
  static JsonObject object(RoutingContext context) {
    return parsed(context).orElseGet(JsonObject::new);
  }

  private static Optional<JsonObject> parsed(RoutingContext context) {
    try {
      return Optional.ofNullable(context.body().asJsonObject());
    } catch (DecodeException | ClassCastException noObject) {
      return Optional.empty();
    }
  }
}
