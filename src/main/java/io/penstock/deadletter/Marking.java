package io.penstock.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.access.audit.Act.Ending;
import io.penstock.deadletter.Filter.Unusable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collector;

/**
 * Brings the letters of a selection into another state, and tells what there was before and after:
 * all letters at once, so that none that comes meanwhile is counted but not changed.
 *
 * @param id of the act, which marks its letters
 */
record Marking(String id, State state, Order order, long atMillis) {
  /** More is asked for in parts. */
  static final int LETTERS_MAX = 100_000;

  private static final String CHANGED =
      "SELECT %s, previous_state, state FROM penstock.dead_letters WHERE act = ? ORDER BY %s"
          .formatted(LetterKey.COLUMNS, LetterKey.COLUMNS);

  /** Both sides of the act, of which one line a letter goes into the hash. */
  private static final class Sides {
    private final MessageDigest before = sha256();
    private final MessageDigest after = sha256();

    void add(Row row) {
      String key = LetterKey.of(row) + " ";
      before.update((key + row.getString("previous_state") + "\n").getBytes(UTF_8));
      after.update((key + row.getString("state") + "\n").getBytes(UTF_8));
    }

    Ending ending(long affected) {
      HexFormat hex = HexFormat.of();
      return new Ending(
          "done", affected, hex.formatHex(before.digest()), hex.formatHex(after.digest()));
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }
  }

  Future<Ending> mark(SqlConnection transaction) {
    try {
      return transaction
          .preparedQuery(sql())
          .execute(values())
          .compose(marked -> ending(transaction, marked.rowCount()));
    } catch (Unusable unusable) {
      return Future.failedFuture(unusable);
    }
  }

  private String sql() {
    String replay =
        state == State.REPLAYING
            ? ", replay = ?, inbox_partition = -1, inbox_offset = -1, settled_end = -1"
            : "";
    return "UPDATE penstock.dead_letters SET previous_state = state, state = ?, act = ?, who = ?,"
        + " why = ?, changed_at_millis = ?"
        + replay
        + " WHERE "
        + taken(state, order.selection());
  }

  /**
   * Which letters an act takes, in SQL that the selection fills. One that a replay has taken and
   * not sent yet is that replay's; one that was sent and never settled may be asked for again.
   */
  static String taken(State state, Selection selection) {
    return (state == State.REPLAYING
            ? "(state <> 'replaying' OR inbox_offset >= 0)"
            : "state <> '" + state.text() + "'")
        + " AND "
        + selection.orNew().sql();
  }

  private Tuple values() throws Unusable {
    var values =
        Tuple.tuple()
            .addString(state.text())
            .addString(id)
            .addString(order.act().who())
            .addString(order.act().why())
            .addLong(atMillis);
    if (state == State.REPLAYING) {
      values.addString(id);
    }
    return order.selection().orNew().addTo(values);
  }

  static Unusable tooMany(long letters) {
    return new Unusable(
        "%d letters are more than %d at once: narrow the selection"
            .formatted(letters, LETTERS_MAX));
  }

  private Future<Ending> ending(SqlConnection transaction, int marked) {
    return marked > LETTERS_MAX
        ? Future.failedFuture(tooMany(marked))
        : transaction
            .preparedQuery(CHANGED)
            .collecting(Collector.of(Sides::new, Sides::add, Marking::never))
            .execute(Tuple.of(id))
            .map(rows -> rows.value().ending(marked));
  }

  private static Sides never(Sides one, Sides other) {
    throw new IllegalStateException("rows are collected in their order, one after the other");
  }
}
