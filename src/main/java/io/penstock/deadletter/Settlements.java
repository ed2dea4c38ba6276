package io.penstock.deadletter;

import io.penstock.control.ControlDatabase;
import io.penstock.log.Partition;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;

/**
 * Decides which replayed letters are resolved. A sink's dead letters are appended before its offset
 * moves. So once the sink has settled a letter in its inbox, the dead letters' end at that moment
 * is written down; and once the index has read that far and the letter is not back, it is resolved.
 */
public final class Settlements {
  private static final int GROUPS_MAX = 1_000;
  private static final String SENT = "state = 'replaying' AND inbox_offset >= 0";

  /** Letters of one sink that went from one partition to another, and wait for the sink. */
  public record Sent(String sink, int inboxPartition, Partition home) {
    static Sent of(Row row) {
      return new Sent(row.getString("sink"), row.getInteger("inbox_partition"), homeOf(row));
    }
  }

  private final ControlDatabase database;
  private final Clock clock;

  public Settlements(ControlDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public Future<List<Sent>> sent() {
    return database
        .query(
            "SELECT DISTINCT sink, inbox_partition, letter_topic, letter_partition"
                + " FROM penstock.dead_letters WHERE "
                + SENT
                + " AND settled_end < 0 LIMIT "
                + GROUPS_MAX,
            Tuple.tuple())
        .map(rows -> LetterQueries.all(rows, Sent::of));
  }

  /** The sink has settled its inbox up to {@code next}; the dead letters ended at {@code end}. */
  public Future<Void> settled(Sent letters, long next, long end) {
    return database
        .query(
            "UPDATE penstock.dead_letters SET settled_end = ? WHERE sink = ? AND inbox_partition ="
                + " ? AND letter_topic = ? AND letter_partition = ? AND inbox_offset < ? AND "
                + SENT
                + " AND settled_end < 0",
            Tuple.tuple()
                .addLong(end)
                .addString(letters.sink())
                .addInteger(letters.inboxPartition())
                .addString(letters.home().topic())
                .addInteger(letters.home().number())
                .addLong(next))
        .mapEmpty();
  }

  /** The index has read the dead letters of a partition up to {@code next}. */
  public Future<Void> indexed(Partition home, long next) {
    return database
        .query(
            "UPDATE penstock.dead_letters SET previous_state = state, state = 'resolved',"
                + " changed_at_millis = ? WHERE letter_topic = ? AND letter_partition = ?"
                + " AND settled_end <= ? AND settled_end >= 0 AND "
                + SENT,
            Tuple.of(clock.millis(), home.topic(), home.number(), next))
        .mapEmpty();
  }

  /**
   * Partitions with letters that their sinks have settled and the index may not have seen again.
   */
  public Future<List<Partition>> watched() {
    return database
        .query(
            "SELECT DISTINCT letter_topic, letter_partition FROM penstock.dead_letters WHERE "
                + SENT
                + " AND settled_end >= 0",
            Tuple.tuple())
        .map(rows -> LetterQueries.all(rows, Settlements::homeOf));
  }

  private static Partition homeOf(Row row) {
    return new Partition(row.getString("letter_topic"), row.getInteger("letter_partition"));
  }
}
