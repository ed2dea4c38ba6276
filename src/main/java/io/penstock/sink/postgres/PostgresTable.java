package io.penstock.sink.postgres;

import static java.util.stream.Collectors.joining;

import io.penstock.event.Column;
import io.penstock.sink.Rows;
import io.penstock.sink.sql.SqlColumns;
import io.penstock.sink.sql.SqlColumns.Found;
import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The table of one stream and the staging table before it, on one connection. Rows are copied to
 * staging, which knows no conflicts, and inserted from there, where those that are known already
 * fall away.
 */
final class PostgresTable {
  /** The server takes each piece into its memory whole. */
  private static final int PIECE_BYTES_MAX = 256 << 10;

  private static final String COLUMNS =
      """
      SELECT attname, format_type(atttypid, atttypmod), attnotnull,
        atthasdef OR attidentity <> '' OR attgenerated <> ''
      FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped\
      """;

  private final Connection connection;
  private final SqlColumns columns;
  private final Clock clock;
  private final Layout layout;
  private final Partitions partitions;
  private final String copy;
  private final String insert;
  private final String conflicting;

  /** Makes what is missing. */
  PostgresTable(SqlTable table, PostgresConfig config, Connection connection, Clock clock)
      throws SQLException {
    this.connection = connection;
    this.clock = clock;
    var definition = new Definition(table, config, connection);
    this.layout = definition.make();
    this.partitions = new Partitions(table, config.retention(), connection);
    String staging = "pg_temp." + SqlText.quoted("staging_" + table.name());
    definition.makeStaging(staging);
    this.columns = columnsOf(table, connection);
    String columns = columns(table);
    this.copy = "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(staging, columns);
    this.insert =
        "INSERT INTO %s (%s) SELECT %s FROM %s ON CONFLICT (tenant, id, time) DO NOTHING"
            .formatted(table.quoted(), columns, values(table), staging);
    this.conflicting = conflictingIn(table, staging);
  }

  private static String columns(SqlTable table) {
    return Stream.concat(SqlTable.COMMON.stream(), table.typed().stream().map(Column::name))
        .map(SqlText::quoted)
        .collect(joining(", "));
  }

  /** As the table has them now, which need not be as it was made. */
  static SqlColumns columnsOf(SqlTable table, Connection connection) throws SQLException {
    List<Found> found = new ArrayList<>();
    try (PreparedStatement find = connection.prepareStatement(COLUMNS)) {
      find.setString(1, table.quoted());
      try (ResultSet column = find.executeQuery()) {
        while (column.next()) {
          found.add(
              new Found(
                  column.getString(1),
                  column.getString(2),
                  column.getBoolean(3),
                  column.getBoolean(4)));
        }
      }
    }
    return SqlColumns.of(table, found);
  }

  /** A column that people gave another type takes what it is cast to. */
  private String values(SqlTable table) {
    return Stream.concat(
            SqlTable.COMMON.stream().map(SqlText::quoted), table.typed().stream().map(this::value))
        .collect(joining(", "));
  }

  private String value(Column column) {
    String name = SqlText.quoted(column.name());
    String ours = Definition.typeOf(column);
    return columns
        .typeOf(column.name())
        .filter(type -> !type.equals(ours))
        .map(type -> "CAST(" + name + " AS " + type + ")")
        .orElse(name);
  }

  SqlColumns columns() {
    return columns;
  }

  /** The limit keeps it at one look into the key per row, however large the table is. */
  private static String conflictingIn(SqlTable table, String staging) {
    return """
    SELECT s.tenant, s.id, (extract(epoch FROM s.time) * 1000000)::bigint, stored.content_hash
    FROM %s s CROSS JOIN LATERAL (
      SELECT t.content_hash FROM %s t
      WHERE t.tenant = s.tenant AND t.id = s.id AND t.time = s.time LIMIT 1) stored
    WHERE stored.content_hash <> s.content_hash\
    """
        .formatted(staging, table.quoted());
  }

  /** Those that rows of these days need. Commits, where it makes any. */
  void makePartitions(Set<LocalDate> days) throws SQLException {
    if (layout == Layout.PARTITIONED) {
      partitions.make(days, clock.instant());
    }
  }

  /** Inserts the rows whose key is new; answers how many those were. */
  int insert(ByteBuffer rows) throws SQLException {
    copy(rows);
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(insert);
    }
  }

  private void copy(ByteBuffer rows) throws SQLException {
    CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      for (int at = rows.position(); at < rows.limit(); at += PIECE_BYTES_MAX) {
        int length = Math.min(PIECE_BYTES_MAX, rows.limit() - at);
        in.writeToCopy(rows.array(), rows.arrayOffset() + at, length);
      }
      in.endCopy();
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
  }

  /** Those of the rows inserted last that stand in the table with other bytes, and its hash. */
  Map<Rows.Identity, Long> conflicting() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(conflicting)) {
      Map<Rows.Identity, Long> stored = new HashMap<>();
      while (found.next()) {
        stored.put(
            new Rows.Identity(found.getString(1), found.getString(2), found.getLong(3)),
            found.getLong(4));
      }
      return stored;
    }
  }
}
