package io.penstock.access.audit;

import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Reads the audit trail, for people. */
public final class AuditQueries {
  private final ControlDatabase database;

  public AuditQueries(ControlDatabase database) {
    this.database = database;
  }

  public Future<List<AuditRecord>> list(AuditQuery query) {
    return database.query(query.sql(), query.values()).map(AuditQueries::records);
  }

  static List<AuditRecord> records(RowSet<Row> rows) {
    List<AuditRecord> records = new ArrayList<>(rows.size());
    rows.forEach(row -> records.add(AuditRecord.of(row)));
    return records;
  }
}
