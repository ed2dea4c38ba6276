package io.penstock.sink.duckdb;

import io.penstock.sink.InUse;
import io.penstock.sink.SinkFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** The open file. Its lock is the lease: a second process cannot open it. */
final class DuckDbFile implements AutoCloseable {
  /**
   * How long DuckDB's own log becomes before it is worked into the file. Random ids touch all of
   * the key's index between two such times, which is then written whole: seldom costs less, and a
   * start after a crash reads the log.
   */
  private static final String LOG_MAX = "128MB";

  private final DuckDBConnection connection;

  DuckDbFile(Path file, DuckDbConfig config) {
    try {
      connection = locked(DriverManager.getConnection(url(file), settings(config)));
    } catch (SQLException fault) {
      throw DuckDbErrors.isInUse(fault)
          ? new InUse("another node has the file " + file.toAbsolutePath(), fault)
          : new SinkFault("DuckDB cannot open " + file + ": " + fault.getMessage(), fault);
    }
  }

  private static String url(Path file) {
    return "jdbc:duckdb:" + file.toAbsolutePath();
  }

  /** A connection that cannot be locked is closed: left open, it would keep the file. */
  private static DuckDBConnection locked(Connection opened) throws SQLException {
    try {
      lock(opened);
      return (DuckDBConnection) opened;
    } catch (SQLException fault) {
      opened.close();
      throw fault;
    }
  }

  private static Properties settings(DuckDbConfig config) {
    var settings = new Properties();
    settings.setProperty("threads", Integer.toString(config.threads()));
    settings.setProperty("memory_limit", config.memoryBytes() / 1_000_000 + "MB");
    settings.setProperty("preserve_insertion_order", "true");
    settings.setProperty("checkpoint_threshold", LOG_MAX);
    return settings;
  }

  /**
   * No statement that comes later, ours or a person's, may reach other files or change a setting.
   */
  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
  }

  /**
   * Said in SQL: the driver's own {@code setAutoCommit(false)} begins only with the next statement,
   * which is after what an appender brings.
   */
  void begin() throws SQLException {
    execute("BEGIN TRANSACTION");
  }

  void commit() throws SQLException {
    execute("COMMIT");
  }

  void rollback() throws SQLException {
    execute("ROLLBACK");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** Another connection to the same file. */
  DuckDBConnection duplicate() throws SQLException {
    return connection.duplicate();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException fault) {
      throw new SinkFault("DuckDB cannot close its file: " + fault.getMessage(), fault);
    }
  }
}
