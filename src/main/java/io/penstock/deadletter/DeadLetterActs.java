package io.penstock.deadletter;

import io.penstock.access.audit.Act.Ending;
import io.penstock.access.audit.AuditTrail;
import io.penstock.control.ControlDatabase;
import io.penstock.deadletter.Filter.Unusable;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/**
 * What people do with dead letters. Each act and its audit record are one transaction: what cannot
 * be recorded does not happen.
 */
public final class DeadLetterActs {
  /** What an act did: its id, which is the replay's where it is one, and to how many letters. */
  public record Done(String id, long letters) {}

  private final ControlDatabase database;
  private final AuditTrail audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public DeadLetterActs(ControlDatabase database, AuditTrail audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** How many letters an act would bring into this state now; it changes none. */
  public Future<Long> rehearse(State state, Selection selection) {
    return new LetterQueries(database)
        .countTaken(state, selection)
        .compose(
            letters ->
                letters > Marking.LETTERS_MAX
                    ? Future.failedFuture(Marking.tooMany(letters))
                    : Future.succeededFuture(letters));
  }

  public Future<Done> resolve(Order order) {
    return mark(State.RESOLVED, order);
  }

  public Future<Done> discard(Order order) {
    return mark(State.DISCARDED, order);
  }

  private Future<Done> mark(State state, Order order) {
    var marking = new Marking(newId(), state, order, clock.millis());
    return database.inTransaction(
        transaction ->
            marking
                .mark(transaction)
                .compose(ending -> recorded(transaction, order, ending))
                .map(ending -> new Done(marking.id(), ending.affected())));
  }

  /**
   * Selects the letters once and for all; a worker sends them, {@code rate} in a second. Of nothing
   * there is no replay.
   */
  public Future<Done> replay(Order order, String sink, int rate) {
    if (order.selection().sink().filter(sink::equals).isEmpty()) {
      return Future.failedFuture(new Unusable("sink: a replay goes to one sink, name it"));
    }
    var marking = new Marking(newId(), State.REPLAYING, order, clock.millis());
    return database.inTransaction(
        transaction ->
            marking
                .mark(transaction)
                .compose(ending -> begun(transaction, marking, sink, rate, ending))
                .compose(ending -> recorded(transaction, order, ending))
                .map(ending -> new Done(marking.id(), ending.affected())));
  }

  private static Future<Ending> begun(
      SqlConnection transaction, Marking marking, String sink, int rate, Ending ending) {
    Order order = marking.order();
    boolean nothing = ending.affected() == 0;
    return transaction
        .preparedQuery(
            "INSERT INTO penstock.replays (id, sink, selection, rate, who, why, created_at_millis,"
                + " finished_at_millis, letters, sent, missing, state)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)")
        .execute(
            Tuple.tuple()
                .addString(marking.id())
                .addString(sink)
                .addString(order.selection().json().encode())
                .addInteger(rate)
                .addString(order.act().who())
                .addString(order.act().why())
                .addLong(marking.atMillis())
                .addLong(nothing ? marking.atMillis() : 0L)
                .addLong(ending.affected())
                .addString(nothing ? Replay.DONE : Replay.RUNNING))
        .map(ending);
  }

  /**
   * What was not sent yet is as it was before, or new where an earlier replay had sent it: nobody
   * waits for that one any more. What was sent goes its way.
   */
  public Future<Done> stop(Order order, String replay) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(
                    "UPDATE penstock.replays SET state = '%s', finished_at_millis = ?"
                            .formatted(Replay.STOPPED)
                        + " WHERE id = ? AND state = '%s'".formatted(Replay.RUNNING))
                .execute(Tuple.of(clock.millis(), replay))
                .compose(
                    stopped ->
                        stopped.rowCount() == 0
                            ? Future.failedFuture(
                                new Unusable("no replay '%s' is running".formatted(replay)))
                            : takenBack(transaction, replay))
                .compose(ending -> recorded(transaction, order, ending))
                .map(ending -> new Done(replay, ending.affected())));
  }

  private static Future<Ending> takenBack(SqlConnection transaction, String replay) {
    return transaction
        .preparedQuery(
            "UPDATE penstock.dead_letters SET previous_state = state, state ="
                + " CASE WHEN previous_state = 'replaying' THEN 'new' ELSE previous_state END"
                + " WHERE replay = ? AND state = 'replaying' AND inbox_offset < 0")
        .execute(Tuple.of(replay))
        .map(taken -> Ending.ofChange(taken.rowCount(), replay + " running", replay + " stopped"));
  }

  /** Every reader of the dead letters begins at the oldest again; what people did stays. */
  public Future<Done> rebuild(Order order) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery("UPDATE penstock.dead_letter_index SET generation = generation + 1")
                .execute()
                .compose(asked -> recorded(transaction, order, new Ending("asked", 0, "", "")))
                .map(ending -> new Done("", 0)));
  }

  private Future<Ending> recorded(SqlConnection transaction, Order order, Ending ending) {
    return audit.record(transaction, order.act(), ending).map(ending);
  }

  /** Sorts by time. */
  private String newId() {
    return "%012x-%s"
        .formatted(clock.millis(), HexFormat.of().toHexDigits((short) random.nextInt(1 << 16)));
  }
}
