package io.penstock.sink.postgres;

import io.penstock.sink.sql.SqlTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How a table keeps its rows. Whoever made it has decided that; it is never changed. */
enum Layout {
  /** In partitions of PostgreSQL's own. */
  PARTITIONED,

  /** In chunks, which TimescaleDB makes. */
  HYPERTABLE,

  /** In one piece. */
  PLAIN;

  private static final String KIND =
      "SELECT relkind = 'p' FROM pg_class WHERE oid = to_regclass(?)";

  /** Of the table of that name in the session's schema; empty where there is none. */
  static Optional<Layout> of(SqlTable table, Connection connection) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(KIND)) {
      find.setString(1, table.quoted());
      try (ResultSet found = find.executeQuery()) {
        return found.next()
            ? Optional.of(found.getBoolean(1) ? PARTITIONED : inChunksOrNot(table, connection))
            : Optional.empty();
      }
    }
  }

  private static Layout inChunksOrNot(SqlTable table, Connection connection) throws SQLException {
    Optional<TimescaleDb> timescale = TimescaleDb.of(connection);
    return timescale.isPresent() && timescale.get().has(table) ? HYPERTABLE : PLAIN;
  }
}
