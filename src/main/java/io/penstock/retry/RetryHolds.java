package io.penstock.retry;

import io.penstock.access.audit.Act;
import io.penstock.access.audit.Act.Ending;
import io.penstock.access.audit.AuditTrail;
import io.penstock.control.ControlDatabase;
import io.penstock.retry.RetryOrder.Selection;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which tiers people hold, in the control database: what is written here outlives every node. What
 * cannot be written down does not happen.
 */
public final class RetryHolds {
  private final ControlDatabase database;
  private final AuditTrail audit;
  private final Clock clock;

  public RetryHolds(ControlDatabase database, AuditTrail audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  public Future<Set<Selection>> all() {
    return database
        .query("SELECT sink, tier FROM penstock.retry_holds", Tuple.tuple())
        .map(
            rows -> {
              Set<Selection> holds = new HashSet<>();
              rows.forEach(row -> holds.add(selection(row)));
              return holds;
            });
  }

  /** Writes down an order and who gave it; one to force leaves only that trace. */
  public Future<Void> record(Act act, RetryOrder.Act order, List<Selection> tiers) {
    return database.inTransaction(
        transaction ->
            held(transaction, tiers)
                .compose(
                    before ->
                        written(transaction, act, order, tiers)
                            .compose(done -> held(transaction, tiers))
                            .map(after -> Ending.ofChange(tiers.size(), before, after)))
                .compose(ending -> audit.record(transaction, act, ending)));
  }

  /** Which of them are held, by whom and why, as text; empty for none. */
  private static Future<String> held(SqlConnection transaction, List<Selection> tiers) {
    return transaction
        .preparedQuery("SELECT * FROM penstock.retry_holds ORDER BY sink, tier")
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .filter(row -> tiers.contains(selection(row)))
                    .map(row -> row.toJson().encode())
                    .collect(Collectors.joining("\n")));
  }

  private static Selection selection(Row row) {
    return new Selection(row.getString("sink"), row.getString("tier"));
  }

  private Future<Void> written(
      SqlConnection transaction, Act act, RetryOrder.Act order, List<Selection> tiers) {
    Future<Void> done = Future.succeededFuture();
    for (Selection tier : tiers) {
      done =
          switch (order) {
            case HOLD ->
                done.compose(before -> release(transaction, tier))
                    .compose(released -> hold(transaction, act, tier));
            case RELEASE -> done.compose(before -> release(transaction, tier));
            case FORCE -> done;
          };
    }
    return done;
  }

  private Future<Void> hold(SqlConnection transaction, Act act, Selection tier) {
    return transaction
        .preparedQuery(
            "INSERT INTO penstock.retry_holds (sink, tier, who, why, since_millis)"
                + " VALUES (?, ?, ?, ?, ?)")
        .execute(Tuple.of(tier.sink(), tier.tier(), act.who(), act.why(), clock.millis()))
        .mapEmpty();
  }

  private static Future<Void> release(SqlConnection transaction, Selection tier) {
    return transaction
        .preparedQuery("DELETE FROM penstock.retry_holds WHERE sink = ? AND tier = ?")
        .execute(Tuple.of(tier.sink(), tier.tier()))
        .mapEmpty();
  }
}
