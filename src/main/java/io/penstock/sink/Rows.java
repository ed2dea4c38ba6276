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
 * @param repeated events that stood in the batch before
 * @param conflicting so many of them had other bytes than the first
 */
public record Rows(List<Row> rows, int repeated, int conflicting) {
  /** What makes two events one row. */
  public enum Key {
    TENANT_ID,
    /** Where a table is partitioned by time, its key has the time too. */
    TENANT_ID_TIME;

    private Identity of(Event event) {
      return switch (this) {
        case TENANT_ID -> new Identity(event.tenant(), event.id(), 0);
        case TENANT_ID_TIME -> new Identity(event.tenant(), event.id(), event.timeMicros());
      };
    }
  }

  private record Identity(String tenant, String id, long timeMicros) {}

  public static Rows of(List<Event> events, ContentHash hash, Key key) {
    List<Row> rows = new ArrayList<>(events.size());
    Map<Identity, Row> first = HashMap.newHashMap(events.size());
    int conflicting = 0;
    for (var event : events) {
      var row = new Row(event, hash.of(event.data()));
      Row earlier = first.putIfAbsent(key.of(event), row);
      if (earlier == null) {
        rows.add(row);
      } else if (earlier.contentHash() != row.contentHash()) {
        conflicting++;
      }
    }
    return new Rows(rows, events.size() - rows.size(), conflicting);
  }
}
