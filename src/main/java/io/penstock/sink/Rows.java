package io.penstock.sink;

import io.penstock.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that events become in a table with a unique identity: an event that repeats an earlier
 * one of the batch gives none.
 *
 * @param repeats events that stood in the batch before
 */
public record Rows(List<Row> rows, List<Repeat> repeats) {
  /** What makes two events one row: tenant, id, and perhaps something of their time. */
  @FunctionalInterface
  public interface Key {
    Key TENANT_ID = (timeMicros, receivedAtMicros) -> 0;

    /** Where a table is partitioned by time, its key has the time too. */
    Key TENANT_ID_TIME = (timeMicros, receivedAtMicros) -> timeMicros;

    /** What of its time sets an event apart; the same for all where nothing does. */
    long timeIn(long timeMicros, long receivedAtMicros);

    private Identity of(Event event) {
      return new Identity(
          event.tenant(), event.id(), timeIn(event.timeMicros(), event.receivedAtMicros()));
    }
  }

  public record Identity(String tenant, String id, long time) {}

  /** An event that gives no row, the hash of its bytes, and that of the one before it. */
  public record Repeat(Identity identity, long contentHash, long firstHash) {
    private boolean conflicts(Map<Identity, Long> stored) {
      return contentHash != stored.getOrDefault(identity, firstHash);
    }
  }

  public static Rows of(List<Event> events, ContentHash hash, Key key) {
    List<Row> rows = new ArrayList<>(events.size());
    List<Repeat> repeats = new ArrayList<>();
    Map<Identity, Row> first = HashMap.newHashMap(events.size());
    for (var event : events) {
      var row = new Row(event, hash.of(event.data()));
      Identity identity = key.of(event);
      Row earlier = first.putIfAbsent(identity, row);
      if (earlier == null) {
        rows.add(row);
      } else {
        repeats.add(new Repeat(identity, row.contentHash(), earlier.contentHash()));
      }
    }
    return new Rows(rows, repeats);
  }

  /**
   * How many events have other bytes than the first of their identity, of which the table may hold
   * one from an earlier batch: {@code stored} has the hash of each that it holds with other bytes
   * than the row of this batch.
   */
  public int conflicting(Map<Identity, Long> stored) {
    long repeated = repeats.stream().filter(repeat -> repeat.conflicts(stored)).count();
    return stored.size() + Math.toIntExact(repeated);
  }
}
