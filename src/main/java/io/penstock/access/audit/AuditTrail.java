package io.penstock.access.audit;

import io.penstock.access.audit.Act.Ending;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes down who did what, in the same transaction as the act: what cannot be recorded does not
 * happen. Rows are only ever added, and each is tied to the one before it.
 */
public final class AuditTrail {
  private static final String INSERT =
      "INSERT INTO penstock.audit (%s) VALUES (%s)"
          .formatted(
              AuditRecord.COLUMNS,
              String.join(", ", Collections.nCopies(AuditRecord.COLUMNS.split(",").length, "?")));

  private final Clock clock;

  public AuditTrail(Clock clock) {
    this.clock = clock;
  }

  /** An act and how it ended. */
  public record Entry(Act act, Ending ending) {}

  /** Inside the act's own transaction; the head is locked until that ends. */
  public Future<Void> record(SqlConnection transaction, Act act, Ending ending) {
    return record(transaction, List.of(new Entry(act, ending)));
  }

  /** Several at once, at least one, in their order. */
  Future<Void> record(SqlConnection transaction, List<Entry> entries) {
    return transaction
        .preparedQuery("SELECT seq, hash FROM penstock.audit_head WHERE id = 1 FOR UPDATE")
        .execute()
        .map(rows -> chained(Link.of(rows.iterator().next()), entries))
        .compose(records -> add(transaction, records));
  }

  private List<AuditRecord> chained(Link head, List<Entry> entries) {
    long now = clock.millis();
    List<AuditRecord> records = new ArrayList<>(entries.size());
    Link last = head;
    for (Entry entry : entries) {
      AuditRecord next = AuditRecord.after(last, now, entry.act(), entry.ending());
      records.add(next);
      last = next.link();
    }
    return records;
  }

  private static Future<Void> add(SqlConnection transaction, List<AuditRecord> records) {
    Link head = records.getLast().link();
    return transaction
        .preparedQuery(INSERT)
        .executeBatch(records.stream().map(AuditRecord::tuple).toList())
        .compose(
            added ->
                transaction
                    .preparedQuery("UPDATE penstock.audit_head SET seq = ?, hash = ? WHERE id = 1")
                    .execute(Tuple.of(head.seq(), head.hash())))
        .mapEmpty();
  }
}
