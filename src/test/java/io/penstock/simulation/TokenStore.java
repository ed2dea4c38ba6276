package io.penstock.simulation;

import io.penstock.event.Event;
import io.penstock.log.Partition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table without transactions that takes one insert of each token, as ClickHouse does. What was
 * sent may arrive long after its sender has given up. Outlives every node.
 */
final class TokenStore {
  /** An insert on its way. */
  record Insert(String token, Partition partition, List<Event> events) {}

  private final Dice dice;
  private final Trace trace;
  private final Map<String, Event> rows = new LinkedHashMap<>();
  private final List<String> places = new ArrayList<>();
  private final Set<String> tokens = new HashSet<>();
  private final List<Insert> late = new ArrayList<>();

  TokenStore(Dice dice, Trace trace) {
    this.dice = dice;
    this.trace = trace;
  }

  /** It is on its way still; nobody waits for it. */
  void takeLater(Insert insert) {
    trace.says(() -> "tokens will take " + insert.token() + " later");
    late.add(insert);
  }

  /** Some of what is on its way arrives. */
  void passes() {
    for (Insert insert : List.copyOf(late)) {
      if (dice.isHealed() || dice.happens(0.1)) {
        late.remove(insert);
        take(insert);
      }
    }
  }

  /** Answers whether it did not die of it: then it keeps the token, and the rows are lost. */
  boolean take(Insert insert) {
    boolean isNew = tokens.add(insert.token());
    boolean lives = !dice.goesWrong(0.02);
    trace.says(
        () ->
            "tokens %s %s%s"
                .formatted(isNew ? "takes" : "knows", insert.token(), lives ? "" : " and dies"));
    if (isNew && lives) {
      insert.events().forEach(event -> put(insert.partition(), event));
    }
    return lives;
  }

  private void put(Partition partition, Event event) {
    rows.putIfAbsent(event.tenant() + "/" + event.id(), event);
    places.add(place(partition, event));
  }

  boolean has(Partition partition, Event event) {
    return places.contains(place(partition, event));
  }

  private static String place(Partition partition, Event event) {
    return partition + "@" + event.offset();
  }

  List<Event> events() {
    return List.copyOf(rows.values());
  }

  /** The log record that each row comes from, as often as there is one. */
  List<String> places() {
    return places;
  }

  boolean isQuiet() {
    return late.isEmpty();
  }
}
