package io.penstock.deadletter;

import io.penstock.control.ControlDatabase;
import io.penstock.deadletter.DeadLetter.Home;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what was read from the dead letters into the index. Harmless when done twice: of letters
 * with the same key the newest wins, and what people did stays unless the letter came back.
 */
public final class LetterIndex {
  /** The most letters in one transaction. */
  public static final int LETTERS_MAX = 500;

  private static final int KEYS_MAX = 100;
  private static final String INSERT =
      "INSERT INTO penstock.dead_letters ("
          + FoundLetter.COLUMNS
          + ", state, previous_state, act, who, why, changed_at_millis, replay, inbox_partition,"
          + " inbox_offset, settled_end, "
          + LetterKey.COLUMNS
          + ") VALUES ("
          + "?, ".repeat(19)
          + "'new', '', '', '', '', 0, '', -1, -1, -1, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE penstock.dead_letters SET "
          + FoundLetter.COLUMNS.replace(",", " = ?,")
          + " = ?, state = CASE WHEN ? THEN 'new' ELSE state END WHERE "
          + LetterKey.IS;

  private final ControlDatabase database;

  public LetterIndex(ControlDatabase database) {
    this.database = database;
  }

  /** Another one than before: the index is to be made anew, from the oldest letter on. */
  public Future<Long> generation() {
    return database
        .query("SELECT generation FROM penstock.dead_letter_index WHERE id = 1", Tuple.tuple())
        .map(rows -> rows.iterator().next().getLong("generation"));
  }

  /** Once the future has succeeded the database has them, and the group may move on. */
  public Future<Void> take(List<FoundLetter> letters) {
    Map<LetterKey, FoundLetter> newest = new LinkedHashMap<>();
    letters.forEach(
        letter ->
            newest.merge(
                letter.key(),
                letter,
                (one, other) -> other.home().isNotBefore(one.home()) ? other : one));
    return newest.isEmpty()
        ? Future.succeededFuture()
        : database.inTransaction(
            transaction ->
                known(transaction, newest.keySet())
                    .compose(known -> write(transaction, newest.values(), known)));
  }

  /** Where the index believes those of some letters to be that it knows. */
  private static Future<Map<LetterKey, Home>> known(
      SqlConnection transaction, Collection<LetterKey> keys) {
    Map<LetterKey, Home> known = new HashMap<>();
    List<LetterKey> all = List.copyOf(keys);
    Future<Void> asked = Future.succeededFuture();
    for (int from = 0; from < all.size(); from += KEYS_MAX) {
      List<LetterKey> some = all.subList(from, Math.min(all.size(), from + KEYS_MAX));
      asked = asked.compose(before -> ask(transaction, some, known));
    }
    return asked.map(known);
  }

  private static Future<Void> ask(
      SqlConnection transaction, List<LetterKey> keys, Map<LetterKey, Home> known) {
    String places = String.join(", ", java.util.Collections.nCopies(keys.size(), "(?, ?, ?, ?)"));
    var values = Tuple.tuple();
    keys.forEach(key -> key.addTo(values));
    return transaction
        .preparedQuery(
            "SELECT %s, letter_topic, letter_partition, letter_offset, dead_at_millis"
                    .formatted(LetterKey.COLUMNS)
                + " FROM penstock.dead_letters WHERE (%s) IN (%s)"
                    .formatted(LetterKey.COLUMNS, places))
        .execute(values)
        .onSuccess(rows -> note(rows, known))
        .mapEmpty();
  }

  private static void note(RowSet<Row> rows, Map<LetterKey, Home> known) {
    for (Row row : rows) {
      known.put(LetterKey.of(row), Home.of(row));
    }
  }

  private static Future<Void> write(
      SqlConnection transaction, Collection<FoundLetter> letters, Map<LetterKey, Home> known) {
    List<Tuple> added = new ArrayList<>();
    List<Tuple> changed = new ArrayList<>();
    for (FoundLetter letter : letters) {
      Home before = known.get(letter.key());
      if (before == null) {
        added.add(letter.key().addTo(letter.values()));
      } else if (letter.home().isNotBefore(before)) {
        boolean cameBack =
            !letter.home().partition().equals(before.partition())
                || letter.home().offset() != before.offset();
        changed.add(letter.key().addTo(letter.values().addBoolean(cameBack)));
      }
    }
    return batch(transaction, INSERT, added)
        .compose(inserted -> batch(transaction, UPDATE, changed));
  }

  private static Future<Void> batch(SqlConnection transaction, String sql, List<Tuple> rows) {
    return rows.isEmpty()
        ? Future.succeededFuture()
        : transaction.preparedQuery(sql).executeBatch(rows).mapEmpty();
  }
}
