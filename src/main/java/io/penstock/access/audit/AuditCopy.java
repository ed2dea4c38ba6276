package io.penstock.access.audit;

import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * How far the copy of the audit trail is. Records get their numbers one transaction after the
 * other, so whoever has seen one has seen all before it.
 */
public final class AuditCopy {
  private static final String NEXT =
      "SELECT "
          + AuditRecord.COLUMNS
          + " FROM penstock.audit WHERE seq > (SELECT seq FROM penstock.audit_copy WHERE id = 1)"
          + " ORDER BY seq LIMIT ?";
  private static final String MISSING =
      "SELECT head.seq - copy.seq FROM penstock.audit_head head, penstock.audit_copy copy"
          + " WHERE head.id = 1 AND copy.id = 1";

  private final ControlDatabase database;

  public AuditCopy(ControlDatabase database) {
    this.database = database;
  }

  /** The oldest records that were not copied yet. */
  public Future<List<AuditRecord>> next(int limit) {
    return database.query(NEXT, Tuple.of(limit)).map(AuditQueries::records);
  }

  /** All up to that one are copied; never fewer than before. */
  public Future<Void> reached(long seq) {
    return database
        .query(
            "UPDATE penstock.audit_copy SET seq = ? WHERE id = 1 AND seq < ?", Tuple.of(seq, seq))
        .mapEmpty();
  }

  /** How many are not copied yet. */
  public Future<Long> missing() {
    return database.query(MISSING, Tuple.tuple()).map(rows -> rows.iterator().next().getLong(0));
  }
}
