package io.penstock.deadletter;

import io.penstock.deadletter.Filter.Unusable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which dead letters are meant: those that pass every filter, and have one of the keys where keys
 * are given.
 */
public record Selection(Map<Filter, String> filters, List<LetterKey> keys) {
  /** Who means more says it with filters. */
  public static final int KEYS_MAX = 1_000;

  public static final Selection EVERYTHING = new Selection(Map.of(), List.of());

  public Selection {
    filters = java.util.Collections.unmodifiableMap(new TreeMap<>(filters));
    keys = List.copyOf(keys);
  }

  public boolean isEverything() {
    return filters.isEmpty() && keys.isEmpty();
  }

  /** The one tenant that it is about, by its filter; empty where it names none. */
  public Optional<String> tenant() {
    return Optional.ofNullable(filters.get(Filter.TENANT));
  }

  /** The one sink that it is about, by its filter or by its ids; empty where there is none. */
  public Optional<String> sink() {
    String named = filters.get(Filter.SINK);
    List<String> sinks =
        named == null ? keys.stream().map(LetterKey::sink).distinct().toList() : List.of(named);
    return sinks.size() == 1 ? Optional.of(sinks.getFirst()) : Optional.empty();
  }

  /** An act without a word on the state means letters that nobody has touched. */
  Selection orNew() {
    return filters.containsKey(Filter.STATE) || !keys.isEmpty()
        ? this
        : with(Filter.STATE, State.NEW.text());
  }

  /** The same with one filter more. */
  Selection with(Filter filter, String value) {
    Map<Filter, String> more = new TreeMap<>(filters);
    more.put(filter, value);
    return new Selection(more, keys);
  }

  /** The condition in SQL, which {@link #addTo(Tuple)} fills. */
  String sql() {
    List<String> conditions = new ArrayList<>();
    filters.keySet().forEach(filter -> conditions.add(filter.sql()));
    if (!keys.isEmpty()) {
      conditions.add(
          "(%s) IN (%s)"
              .formatted(
                  LetterKey.COLUMNS,
                  String.join(", ", java.util.Collections.nCopies(keys.size(), "(?, ?, ?, ?)"))));
    }
    return conditions.isEmpty() ? "1 = 1" : String.join(" AND ", conditions);
  }

  /** Fails for a value that its filter cannot have, before the database is asked. */
  Tuple addTo(Tuple values) throws Unusable {
    for (Map.Entry<Filter, String> filter : filters.entrySet()) {
      values.addValue(filter.getKey().value(filter.getValue()));
    }
    keys.forEach(key -> key.addTo(values));
    return values;
  }

  /** As the audit trail and a replay keep it. */
  public JsonObject json() {
    var json = new JsonObject();
    filters.forEach((filter, value) -> json.put(filter.text(), value));
    if (!keys.isEmpty()) {
      json.put("ids", new JsonArray(keys.stream().map(LetterKey::toString).toList()));
    }
    return json;
  }
}
