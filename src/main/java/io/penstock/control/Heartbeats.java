package io.penstock.control;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * Tells which nodes there are by a way that does not go from node to node: each writes down that it
 * is here. The database's clock says when.
 */
public final class Heartbeats {
  /** How often a node should say that it is here. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final long ALIVE_MILLIS = INTERVAL.multipliedBy(3).toMillis();
  private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";

  private final ControlDatabase database;
  private final String self;

  public Heartbeats(ControlDatabase database, String self) {
    this.database = database;
    this.self = self;
  }

  /** Says that this node is here; answers how many were lately, itself among them. */
  public Future<Integer> beat() {
    return database.inTransaction(
        transaction ->
            update(transaction)
                .compose(
                    updated -> updated == 0 ? insert(transaction) : Future.<Void>succeededFuture())
                .compose(written -> count(transaction)));
  }

  private Future<Integer> update(SqlConnection transaction) {
    return transaction
        .preparedQuery("UPDATE penstock.nodes SET seen_at_millis = " + NOW + " WHERE name = ?")
        .execute(Tuple.of(self))
        .map(rows -> rows.rowCount());
  }

  private Future<Void> insert(SqlConnection transaction) {
    return transaction
        .preparedQuery("INSERT INTO penstock.nodes (name, seen_at_millis) VALUES (?, " + NOW + ")")
        .execute(Tuple.of(self))
        .mapEmpty();
  }

  private static Future<Integer> count(SqlConnection transaction) {
    return transaction
        .preparedQuery("SELECT COUNT(*) FROM penstock.nodes WHERE seen_at_millis > " + NOW + " - ?")
        .execute(Tuple.of(ALIVE_MILLIS))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** This node is about to go. */
  public Future<Void> leave() {
    return database.query("DELETE FROM penstock.nodes WHERE name = ?", Tuple.of(self)).mapEmpty();
  }
}
