package io.penstock.sink.sql;

import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The table in which SQL sinks keep their checkpoints, in the transaction of the rows. A checkpoint
 * moves only from where the writer believes it stands: of two writers of one range, one finds no
 * row to move and rolls back.
 */
public final class SqlFence {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS sink_offsets (
        sink VARCHAR NOT NULL, topic VARCHAR NOT NULL, "partition" INTEGER NOT NULL,
        start_offset BIGINT NOT NULL, next_offset BIGINT NOT NULL,
        delivered BIGINT NOT NULL, repeated BIGINT NOT NULL, filtered BIGINT NOT NULL,
        retried BIGINT NOT NULL, dead BIGINT NOT NULL, absent BIGINT DEFAULT 0,
        PRIMARY KEY (sink, topic, "partition"))\
      """;
  private static final String HAS_ABSENT =
      """
      SELECT 1 FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = 'sink_offsets' AND column_name = 'absent'\
      """;
  private static final String ADD_ABSENT =
      "ALTER TABLE sink_offsets ADD COLUMN IF NOT EXISTS absent BIGINT DEFAULT 0";
  private static final String READ =
      """
      SELECT start_offset, next_offset, delivered, repeated, filtered, retried, dead, absent
      FROM sink_offsets
      WHERE sink = ? AND topic = ? AND "partition" = ?\
      """;
  private static final String BEGIN =
      """
      INSERT INTO sink_offsets (sink, topic, "partition", start_offset, next_offset,
        delivered, repeated, filtered, retried, dead, absent)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
      """;
  private static final String MOVE =
      """
      UPDATE sink_offsets SET next_offset = ?, delivered = ?, repeated = ?, filtered = ?, retried = ?,
        dead = ?, absent = ?
      WHERE sink = ? AND topic = ? AND "partition" = ? AND next_offset = ?\
      """;

  private final String sink;

  public SqlFence(String sink) {
    this.sink = sink;
  }

  public void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
      if (!hasAbsent(statement)) {
        statement.execute(ADD_ABSENT);
      }
    }
  }

  /** Tables of earlier versions have no such column; asking takes no lock, as changing does. */
  private static boolean hasAbsent(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery(HAS_ABSENT)) {
      return found.next();
    }
  }

  public Optional<Checkpoint> read(Connection connection, String topic, int partition)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      identify(read, 1, topic, partition);
      try (ResultSet row = read.executeQuery()) {
        return row.next() ? Optional.of(checkpoint(row)) : Optional.empty();
      }
    }
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    var counts =
        new Counts(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8));
    return new Checkpoint(row.getLong(1), row.getLong(2), counts);
  }

  /**
   * Moves the checkpoint over the batch, in the connection's transaction; false where another
   * writer was first.
   */
  public boolean move(Connection connection, Encoded encoded, int repeated) throws SQLException {
    Batch batch = encoded.batch();
    Checkpoint after = encoded.after(repeated);
    return moveFrom(batch, after, connection) || begin(batch, after, connection);
  }

  private boolean moveFrom(Batch batch, Checkpoint after, Connection connection)
      throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(MOVE)) {
      move.setLong(1, after.next());
      count(move, 2, after.counts());
      identify(move, 8, batch.topic(), batch.partition());
      move.setLong(11, batch.first());
      return move.executeUpdate() == 1;
    }
  }

  /**
   * Where the table knows nothing of the partition yet, this writer may be the first, with the
   * first batch. With a later one it may not: then the table was lost, and the rows before with it.
   */
  private boolean begin(Batch batch, Checkpoint after, Connection connection) throws SQLException {
    if (batch.first() != after.start()) {
      return false;
    }
    try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      identify(begin, 1, batch.topic(), batch.partition());
      begin.setLong(4, after.start());
      begin.setLong(5, after.next());
      count(begin, 6, after.counts());
      return begin.executeUpdate() == 1;
    }
  }

  private static void count(PreparedStatement statement, int from, Counts counts)
      throws SQLException {
    statement.setLong(from, counts.delivered());
    statement.setLong(from + 1, counts.repeated());
    statement.setLong(from + 2, counts.filtered());
    statement.setLong(from + 3, counts.retried());
    statement.setLong(from + 4, counts.dead());
    statement.setLong(from + 5, counts.absent());
  }

  private void identify(PreparedStatement statement, int from, String topic, int partition)
      throws SQLException {
    statement.setString(from, sink);
    statement.setString(from + 1, topic);
    statement.setInt(from + 2, partition);
  }
}
