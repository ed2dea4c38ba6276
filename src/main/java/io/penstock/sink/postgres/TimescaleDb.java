package io.penstock.sink.postgres;

import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extension, as a session's database has it. Written for 2.13 and later. */
final class TimescaleDb {
  private static final String IS_MADE =
      "SELECT installed_version IS NOT NULL FROM pg_available_extensions WHERE name ="
          + " 'timescaledb'";
  private static final String SCHEMA =
      """
      SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
      WHERE extname = 'timescaledb'\
      """;
  private static final String IS_HYPERTABLE =
      """
      SELECT 1 FROM timescaledb_information.hypertables
      WHERE hypertable_schema = current_schema() AND hypertable_name = ?\
      """;
  private static final String OLDEST =
      """
      SELECT min(range_end) FROM timescaledb_information.chunks
      WHERE hypertable_schema = current_schema() AND hypertable_name = ? AND range_end <= ?\
      """;

  private final Connection connection;

  /** Where its functions are, which need not be on the session's path. */
  private final String schema;

  private TimescaleDb(Connection connection, String schema) {
    this.connection = connection;
    this.schema = SqlText.quoted(schema);
  }

  /** Empty where the database does not have it. */
  static Optional<TimescaleDb> of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(SCHEMA)) {
      return found.next()
          ? Optional.of(new TimescaleDb(connection, found.getString(1)))
          : Optional.empty();
    }
  }

  /** Whether the server could have it, and the database does not yet. */
  static boolean isToBeMade(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(IS_MADE)) {
      return found.next() && !found.getBoolean(1);
    }
  }

  /** In the first schema of the connection's path. */
  static void make(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }
  }

  /** Of a table without rows. An index on the time alone is left out, as partitions have none. */
  void makeHypertable(SqlTable table, Period.Length chunk) throws SQLException {
    String length =
        switch (chunk) {
          case DAY -> "1 day";
          case MONTH -> "1 month";
        };
    String make =
        """
        SELECT created FROM %1$s.create_hypertable(?::regclass,
          %1$s.by_range('time', INTERVAL '%2$s'), create_default_indexes => false)\
        """
            .formatted(schema, length);
    try (PreparedStatement statement = connection.prepareStatement(make)) {
      statement.setString(1, table.quoted());
      statement.execute();
    }
  }

  boolean has(SqlTable table) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(IS_HYPERTABLE)) {
      find.setString(1, table.name());
      try (ResultSet found = find.executeQuery()) {
        return found.next();
      }
    }
  }

  /** Drops the oldest chunk that is over before that day; answers how many have gone. */
  int dropOldest(SqlTable table, LocalDate keptFrom) throws SQLException {
    OffsetDateTime end = endOfOldest(table, keptFrom.atStartOfDay().atOffset(ZoneOffset.UTC));
    return end == null ? 0 : dropBefore(end, table);
  }

  private @Nullable OffsetDateTime endOfOldest(SqlTable table, OffsetDateTime atMost)
      throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(OLDEST)) {
      find.setString(1, table.name());
      find.setObject(2, atMost);
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? found.getObject(1, OffsetDateTime.class) : null;
      }
    }
  }

  private int dropBefore(OffsetDateTime end, SqlTable table) throws SQLException {
    String drop =
        "SELECT count(*) FROM %s.drop_chunks(?::regclass, older_than => ?::timestamptz)"
            .formatted(schema);
    try (PreparedStatement statement = connection.prepareStatement(drop)) {
      statement.setString(1, table.quoted());
      statement.setObject(2, end);
      try (ResultSet dropped = statement.executeQuery()) {
        return dropped.next() ? dropped.getInt(1) : 0;
      }
    }
  }
}
