package io.penstock.load.bare;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** An appender into a staging table, and an INSERT from there; settings as the sink has them. */
final class BareDuckDb implements BareStore {
  private final DuckDBConnection connection;
  private final String table;

  /** The table is there already, as the sink made it. */
  BareDuckDb(Path file, String table) throws SQLException {
    var settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", "536MB");
    this.connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, settings);
    this.table = table;
    execute("CREATE TEMP TABLE staging AS SELECT * FROM " + table + " LIMIT 0");
  }

  @Override
  public Load ready(List<BareRow> rows) {
    return () -> {
      execute("BEGIN TRANSACTION");
      append(rows);
      int inserted = insert();
      execute("TRUNCATE staging");
      execute("COMMIT");
      return inserted;
    };
  }

  private void append(List<BareRow> rows) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staging")) {
      for (BareRow row : rows) {
        appender.beginRow();
        appender.append(row.tenant());
        appender.append(row.id());
        appender.append(row.type());
        appender.appendEpochMicros(row.timeMicros());
        appender.appendEpochMicros(row.receivedAtMicros());
        appender.append(row.contentHash());
        appender.append(row.data());
        appender.endRow();
      }
    }
  }

  private int insert() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO " + table + " SELECT * FROM staging");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
