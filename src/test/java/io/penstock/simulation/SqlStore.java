package io.penstock.simulation;

import io.penstock.event.Event;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.Partition;
import io.penstock.sink.Encoded;
import io.penstock.sink.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database: a table with a unique key, and the checkpoints of {@link
 * io.penstock.sink.sql.SqlFence}. Outlives every node.
 */
final class SqlStore {
  /** What a transaction did; nothing where the checkpoint was elsewhere. */
  record Done(boolean moved, int inserted) {}

  private final Trace trace;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<Partition, Checkpoint> checkpoints = new LinkedHashMap<>();

  /** Each log record that a transaction took with it, as often as one did. */
  private final List<String> taken = new ArrayList<>();

  SqlStore(Trace trace) {
    this.trace = trace;
  }

  Optional<Checkpoint> checkpoint(Partition partition) {
    return Optional.ofNullable(checkpoints.get(partition));
  }

  /** Rows and checkpoint, or nothing; {@code fenced} is what a mutant leaves out. */
  Done write(Encoded encoded, List<Row> batch, int repeated, boolean fenced) {
    Partition partition = new Partition(encoded.batch().topic(), encoded.batch().partition());
    long first = encoded.batch().first();
    Checkpoint here = checkpoints.get(partition);
    boolean begins = here == null && first == encoded.after(0).start();
    if (fenced && !begins && (here == null || here.next() != first)) {
      return new Done(false, 0);
    }
    trace.says(() -> "sql takes " + partition + " from " + first + " to " + encoded.batch().next());
    int inserted = 0;
    for (Row row : batch) {
      inserted += rows.putIfAbsent(identity(row.event()), row) == null ? 1 : 0;
    }
    encoded.batch().events().forEach(event -> taken.add(partition + "@" + event.offset()));
    checkpoints.put(partition, encoded.after(repeated + batch.size() - inserted));
    return new Done(true, inserted);
  }

  private static String identity(Event event) {
    return event.tenant() + "/" + event.id();
  }

  List<Event> events() {
    return rows.values().stream().map(Row::event).toList();
  }

  Map<Partition, Checkpoint> checkpoints() {
    return checkpoints;
  }

  List<String> taken() {
    return taken;
  }
}
