package io.penstock.access;

import io.penstock.access.Act.Ending;
import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;

/**
 * Writes down who did what, in the same transaction as the act: what cannot be recorded does not
 * happen. Rows are only ever added, and each is tied to the one before it.
 */
public final class AuditTrail {
  private static final int PAGE = 500;
  private static final String COLUMNS =
      "seq, at_millis, who, address, action, object, before_hash, after_hash, outcome, affected,"
          + " request_id, previous_hash, hash";

  /** How far a row's chain holds: its number and hash. */
  private record Link(long seq, String hash) {}

  /** A row that does not fit what is around it. */
  public static final class Broken extends Exception {
    Broken(long seq, String why) {
      super("the audit trail is broken at record %d: %s".formatted(seq, why));
    }
  }

  private final ControlDatabase database;
  private final Clock clock;

  public AuditTrail(ControlDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Inside the act's own transaction; the head is locked until that ends. */
  public Future<Void> record(SqlConnection transaction, Act act, Ending ending) {
    return transaction
        .preparedQuery("SELECT seq, hash FROM penstock.audit_head WHERE id = 1 FOR UPDATE")
        .execute()
        .map(rows -> link(rows.iterator().next()))
        .compose(head -> add(transaction, head, act, ending));
  }

  private Future<Void> add(SqlConnection transaction, Link head, Act act, Ending ending) {
    long seq = head.seq() + 1;
    long now = clock.millis();
    String hash = AuditChain.hash(head.hash(), seq, now, act, ending);
    var row =
        Tuple.tuple()
            .addLong(seq)
            .addLong(now)
            .addString(act.who())
            .addString(act.address())
            .addString(act.action())
            .addString(act.object())
            .addString(ending.beforeHash())
            .addString(ending.afterHash())
            .addString(ending.outcome())
            .addLong(ending.affected())
            .addString(act.requestId())
            .addString(head.hash())
            .addString(hash);
    return transaction
        .preparedQuery(
            "INSERT INTO penstock.audit (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")
        .execute(row)
        .compose(
            added ->
                transaction
                    .preparedQuery("UPDATE penstock.audit_head SET seq = ?, hash = ? WHERE id = 1")
                    .execute(Tuple.of(seq, hash)))
        .mapEmpty();
  }

  /**
   * Counts the records, from the first to the head. Fails with {@link Broken} where one was
   * changed, taken out or cut off.
   */
  public Future<Long> verify() {
    return verifyAfter(new Link(0, ""));
  }

  private Future<Long> verifyAfter(Link last) {
    return database
        .query(
            "SELECT " + COLUMNS + " FROM penstock.audit WHERE seq > ? ORDER BY seq LIMIT " + PAGE,
            Tuple.of(last.seq()))
        .compose(rows -> rows.size() == 0 ? endsAt(last) : follow(last, rows));
  }

  private Future<Long> follow(Link last, RowSet<Row> rows) {
    Link link = last;
    for (Row row : rows) {
      Link next = link(row);
      if (next.seq() != link.seq() + 1) {
        return Future.failedFuture(new Broken(link.seq() + 1, "it is missing"));
      }
      if (!next.hash().equals(hashOf(row, link))) {
        return Future.failedFuture(new Broken(next.seq(), "it was changed"));
      }
      link = next;
    }
    return verifyAfter(link);
  }

  private static String hashOf(Row row, Link previous) {
    return AuditChain.hash(
        previous.hash(),
        row.getLong("seq"),
        row.getLong("at_millis"),
        new Act(
            row.getString("who"),
            row.getString("address"),
            row.getString("action"),
            row.getString("object"),
            row.getString("request_id")),
        new Ending(
            row.getString("outcome"),
            row.getLong("affected"),
            row.getString("before_hash"),
            row.getString("after_hash")));
  }

  private Future<Long> endsAt(Link last) {
    return database
        .query("SELECT seq, hash FROM penstock.audit_head WHERE id = 1", Tuple.tuple())
        .map(rows -> link(rows.iterator().next()))
        .compose(
            head ->
                head.equals(last)
                    ? Future.succeededFuture(last.seq())
                    : Future.failedFuture(
                        new Broken(last.seq() + 1, "the trail ends before its head")));
  }

  private static Link link(Row row) {
    return new Link(row.getLong("seq"), row.getString("hash"));
  }
}
