package io.penstock.sink.duckdb;

import static java.util.stream.Collectors.joining;

import io.penstock.event.Column;
import io.penstock.event.Event;
import io.penstock.sink.Row;
import io.penstock.sink.Rows;
import io.penstock.sink.sql.SqlColumns;
import io.penstock.sink.sql.SqlColumns.Found;
import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The table of one stream and the staging table before it. Rows are appended to staging, which is
 * fast and knows no conflicts, and inserted from there.
 */
final class DuckDbTable {
  private final DuckDBConnection connection;
  private final SqlTable table;
  private final SqlColumns columns;
  private final String staging;
  private final String insert;
  private final String insertWhatIsNew;

  DuckDbTable(DuckDBConnection connection, SqlTable table) throws SQLException {
    this.connection = connection;
    this.table = table;
    this.staging = "staging_" + table.name();
    this.insert =
        "INSERT INTO %s SELECT * FROM temp.%s".formatted(table.quoted(), SqlText.quoted(staging));
    this.insertWhatIsNew =
        "INSERT INTO %s SELECT s.* FROM temp.%s s ANTI JOIN %s USING (tenant, id) ORDER BY s.rowid"
            .formatted(table.quoted(), SqlText.quoted(staging), table.quoted());
    create();
    this.columns = SqlColumns.of(table, found());
  }

  /** As the table has them now, which need not be as it was made. */
  private List<Found> found() throws SQLException {
    List<Found> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet column = statement.executeQuery("PRAGMA table_info(" + quotedText() + ")")) {
      while (column.next()) {
        found.add(
            new Found(
                column.getString("name"),
                column.getString("type"),
                column.getBoolean("notnull"),
                column.getString("dflt_value") != null));
      }
    }
    return found;
  }

  private String quotedText() {
    return "'" + table.name().replace("'", "''") + "'";
  }

  SqlColumns columns() {
    return columns;
  }

  private void create() throws SQLException {
    String columns =
        "tenant VARCHAR NOT NULL, id VARCHAR NOT NULL, type VARCHAR, time TIMESTAMP NOT NULL,"
            + " received_at TIMESTAMP NOT NULL, content_hash BIGINT NOT NULL, data VARCHAR NOT NULL"
            + table.typed().stream().map(DuckDbTable::definition).collect(joining());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + table.quoted()
              + " ("
              + columns
              + ", PRIMARY KEY (tenant, id))");
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE " + SqlText.quoted(staging) + " (" + columns + ")");
    }
  }

  private static String definition(Column column) {
    return ", "
        + SqlText.quoted(column.name())
        + (column.type() == Column.Type.NUMBER ? " DOUBLE" : " VARCHAR");
  }

  /** Puts the rows, and nothing else, into staging. Not part of any transaction. */
  void stage(List<Row> rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE temp." + SqlText.quoted(staging));
    }
    append(rows);
  }

  /**
   * Inserts the rows in staging, all of which are new: the index alone finds that out, at a cost
   * that does not grow with the table. Fails with a constraint error where one is not.
   */
  void insertNew() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(insert);
    }
  }

  /**
   * Inserts the rows in staging whose identity is new, in the order of the log; answers how many
   * those were. A join with the whole table, which {@code ON CONFLICT} would be too, and that one
   * leaves the rows in any order.
   */
  int insertWhatIsNew() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(insertWhatIsNew);
    }
  }

  /** Those of the rows in staging that stand in the table with other bytes, and its hash. */
  Map<Rows.Identity, Long> conflicting() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT s.tenant, s.id, t.content_hash FROM temp.%s s JOIN %s t ON s.tenant = t.tenant AND s.id = t.id WHERE s.content_hash <> t.content_hash"
                    .formatted(SqlText.quoted(staging), table.quoted()))) {
      Map<Rows.Identity, Long> stored = new HashMap<>();
      while (found.next()) {
        stored.put(new Rows.Identity(found.getString(1), found.getString(2), 0), found.getLong(3));
      }
      return stored;
    }
  }

  private void append(List<Row> rows) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("temp", "main", staging)) {
      for (Row row : rows) {
        append(row, appender);
      }
    }
  }

  private void append(Row row, DuckDBAppender appender) throws SQLException {
    Event event = row.event();
    appender.beginRow();
    appender.append(event.tenant());
    appender.append(event.id());
    append(event.type().isEmpty() ? null : SqlText.clean(event.type()), appender);
    appender.appendEpochMicros(event.timeMicros());
    appender.appendEpochMicros(event.receivedAtMicros());
    appender.append(row.contentHash());
    appender.append(new String(event.data(), StandardCharsets.UTF_8));
    for (@Nullable Object value : event.columns()) {
      append(value, appender);
    }
    appender.endRow();
  }

  private static void append(@Nullable Object value, DuckDBAppender appender) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Double number -> appender.append(number.doubleValue());
      case String text -> appender.append(SqlText.clean(text));
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }
}
