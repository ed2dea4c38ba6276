package io.penstock.control;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;

/** The right to be the only one, for a while: whoever holds it takes it again before it ends. */
public final class Leases {
  private final ControlDatabase database;
  private final Clock clock;

  public Leases(ControlDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Whether the lease is {@code owner}'s, from now on for so long. */
  public Future<Boolean> take(String name, String owner, Duration length) {
    long now = clock.millis();
    return database
        .query(
            "UPDATE penstock.leases SET owner = ?, until_millis = ?"
                + " WHERE name = ? AND (owner = ? OR until_millis < ?)",
            Tuple.of(owner, now + length.toMillis(), name, owner, now))
        .map(taken -> taken.rowCount() == 1);
  }
}
