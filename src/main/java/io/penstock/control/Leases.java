package io.penstock.control;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * The right to be the only one, for a while: whoever holds it takes it again before it ends. The
 * database's clock says when that is: a node whose own goes wrong would take what another holds, or
 * keep it for a day.
 */
public final class Leases {
  private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
  private static final String TAKE =
      "UPDATE penstock.leases SET owner = ?, until_millis = "
          + NOW
          + " + ? WHERE name = ? AND (owner = ? OR until_millis < "
          + NOW
          + ")";

  private final ControlDatabase database;

  public Leases(ControlDatabase database) {
    this.database = database;
  }

  /** Whether the lease is {@code owner}'s, from now on for so long. */
  public Future<Boolean> take(String name, String owner, Duration length) {
    return database
        .query(TAKE, Tuple.of(owner, length.toMillis(), name, owner))
        .map(taken -> taken.rowCount() == 1);
  }
}
