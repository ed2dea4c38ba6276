package io.penstock.access.tenant;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Rows of one table, in memory, by their ids. What a newer version of ours wrote, this one may not
 * be able to read: such a row counts for itself alone as one that opens nothing. For any thread.
 */
final class Records<T> {
  private final Function<JsonObject, T> read;
  private final Function<T, JsonObject> row;
  private final BinaryOperator<T> later;
  private final Map<String, T> readable = new ConcurrentHashMap<>();
  private final Map<String, Unreadable> unreadable = new ConcurrentHashMap<>();

  /** As the database has it, and what is wrong with that. */
  private record Unreadable(JsonObject row, String why) {}

  /** {@code later} takes what is known of one and what was read now, and answers what counts. */
  Records(Function<JsonObject, T> read, Function<T, JsonObject> row, BinaryOperator<T> later) {
    this.read = read;
    this.row = row;
    this.later = later;
  }

  void take(JsonObject from) {
    String id = from.getString("id");
    try {
      readable.merge(id, read.apply(from), later);
      unreadable.remove(id);
    } catch (RuntimeException ofAnotherVersion) {
      unreadable.put(id, new Unreadable(from, String.valueOf(ofAnotherVersion.getMessage())));
      readable.remove(id);
    }
  }

  Optional<T> get(String id) {
    return Optional.ofNullable(readable.get(id));
  }

  void change(String id, UnaryOperator<T> change) {
    readable.computeIfPresent(id, (same, old) -> change.apply(old));
  }

  Iterable<T> all() {
    return readable.values();
  }

  boolean isUnreadable(String id) {
    return unreadable.containsKey(id);
  }

  /** Each that cannot be read, and why, in the order of their ids. */
  List<String> complaints(String what) {
    return unreadable.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> "%s %s: %s".formatted(what, one.getKey(), one.getValue().why()))
        .toList();
  }

  /** Every row, also those that cannot be read. */
  void rows(Consumer<JsonObject> take) {
    readable.values().forEach(one -> take.accept(row.apply(one)));
    unreadable.values().forEach(one -> take.accept(one.row()));
  }
}
