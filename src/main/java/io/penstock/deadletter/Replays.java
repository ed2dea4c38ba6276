package io.penstock.deadletter;

import io.penstock.control.ControlDatabase;
import io.penstock.deadletter.DeadLetter.Home;
import io.penstock.log.LetterBox.Kept;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far replays have come. A letter is appended to the inbox first and noted here after: a crash
 * between the two sends it once more, and never loses it.
 */
public final class Replays {
  private static final int RUNNING_MAX = 16;
  private static final int LISTED_MAX = 200;

  /** A letter that is to be sent again, and where it is. */
  public record Waiting(LetterKey key, Home home) {
    static Waiting of(Row row) {
      return new Waiting(LetterKey.of(row), Home.of(row));
    }
  }

  /** One that the inbox has. */
  public record Sent(Waiting letter, Kept place) {}

  private final ControlDatabase database;
  private final Clock clock;

  public Replays(ControlDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The oldest first. */
  public Future<List<Replay>> running() {
    return ask("WHERE state = 'running' ORDER BY id LIMIT " + RUNNING_MAX, Tuple.tuple());
  }

  /** The newest first. */
  public Future<List<Replay>> list() {
    return ask("ORDER BY id DESC LIMIT " + LISTED_MAX, Tuple.tuple());
  }

  public Future<Optional<Replay>> find(String id) {
    return ask("WHERE id = ?", Tuple.of(id)).map(found -> found.stream().findFirst());
  }

  private Future<List<Replay>> ask(String which, Tuple values) {
    return database
        .query("SELECT * FROM penstock.replays " + which, values)
        .map(rows -> LetterQueries.all(rows, Replay::of));
  }

  /** How many of a replay's letters are in which state now. */
  public Future<Map<String, Long>> standings(String id) {
    return database
        .query(
            "SELECT state, COUNT(*) AS letters FROM penstock.dead_letters WHERE replay = ?"
                + " GROUP BY state",
            Tuple.of(id))
        .map(Replays::standings);
  }

  private static Map<String, Long> standings(RowSet<Row> rows) {
    Map<String, Long> standings = new HashMap<>();
    rows.forEach(row -> standings.put(row.getString("state"), row.getLong("letters")));
    return standings;
  }

  /** Letters of a replay that were not sent yet, side by side where the log has them so. */
  public Future<List<Waiting>> waiting(String id, int limit) {
    return database
        .query(
            "SELECT %s, letter_topic, letter_partition, letter_offset, dead_at_millis"
                    .formatted(LetterKey.COLUMNS)
                + " FROM penstock.dead_letters"
                + " WHERE replay = ? AND state = 'replaying' AND inbox_offset < 0"
                + " ORDER BY letter_topic, letter_partition, letter_offset LIMIT "
                + limit,
            Tuple.of(id))
        .map(rows -> LetterQueries.all(rows, Waiting::of));
  }

  /**
   * The inbox has some, and the log no longer holds others, which are new again with that as the
   * reason. A letter that came back meanwhile is another one now, and stays as it is.
   */
  public Future<Void> note(String id, List<Sent> sent, List<Waiting> missing) {
    return database.inTransaction(
        transaction ->
            noteSent(transaction, id, sent)
                .compose(noted -> noteMissing(transaction, id, missing))
                .compose(
                    noted ->
                        transaction
                            .preparedQuery(
                                "UPDATE penstock.replays SET sent = sent + ?, missing = missing + ?"
                                    + " WHERE id = ?")
                            .execute(Tuple.of((long) sent.size(), (long) missing.size(), id)))
                .mapEmpty());
  }

  private static Future<?> noteSent(SqlConnection transaction, String id, List<Sent> sent) {
    List<Tuple> rows =
        sent.stream()
            .map(
                one ->
                    one.letter()
                        .key()
                        .addTo(
                            Tuple.tuple()
                                .addInteger(one.place().partition().number())
                                .addLong(one.place().offset()))
                        .addString(id)
                        .addLong(one.letter().home().offset()))
            .toList();
    return rows.isEmpty()
        ? Future.succeededFuture()
        : transaction
            .preparedQuery(
                "UPDATE penstock.dead_letters SET inbox_partition = ?, inbox_offset = ? WHERE "
                    + LetterKey.IS
                    + " AND replay = ? AND letter_offset = ? AND state = 'replaying'")
            .executeBatch(rows);
  }

  private Future<?> noteMissing(SqlConnection transaction, String id, List<Waiting> missing) {
    List<Tuple> rows =
        missing.stream()
            .map(
                one ->
                    one.key()
                        .addTo(Tuple.tuple().addLong(clock.millis()))
                        .addString(id)
                        .addLong(one.home().offset()))
            .toList();
    return rows.isEmpty()
        ? Future.succeededFuture()
        : transaction
            .preparedQuery(
                "UPDATE penstock.dead_letters SET previous_state = state, state = 'new',"
                    + " who = 'penstock', why = 'not replayed: the log no longer holds it',"
                    + " changed_at_millis = ? WHERE "
                    + LetterKey.IS
                    + " AND replay = ? AND letter_offset = ? AND state = 'replaying'")
            .executeBatch(rows);
  }

  /** Nothing of it waits any more. */
  public Future<Void> finish(String id) {
    return database
        .query(
            "UPDATE penstock.replays SET state = 'done', finished_at_millis = ?"
                + " WHERE id = ? AND state = 'running'",
            Tuple.of(clock.millis(), id))
        .mapEmpty();
  }
}
