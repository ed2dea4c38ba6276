package io.penstock.sink.postgres;

import io.penstock.config.Secret;
import io.penstock.event.Stream;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.sql.SqlColumns;
import io.penstock.sink.sql.SqlFence;
import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/** One connection, with everything that batches need made on it. */
final class Session implements AutoCloseable {
  /** PostgreSQL cuts longer names without an error; a partition's has eleven letters more. */
  private static final int NAME_LENGTH_MAX = 63 - "_2026_11_21".length();

  /** Held while tables are made, which PostgreSQL cannot do twice at the same time. */
  private static final long MAKING_TABLES = 0x70656e73746f636bL;

  /**
   * A node that is frozen or gone in the middle of a transaction keeps others from its rows; no
   * longer than they wait for its partitions.
   */
  private static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(10);

  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Who comes later waits behind who waits for a whole table, so this is all that readers and
   * writers may notice. A batch under way is done by then; a long report is not.
   */
  private static final Duration LOCK_TIMEOUT_OF_UPKEEP = Duration.ofSeconds(1);

  /** The server's own timeouts come first; this is for a server that says nothing any more. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  private final Connection connection;
  private final Map<String, PostgresTable> tables = new HashMap<>();

  Session(PostgresConfig config, SinkSetup setup, SqlFence fence, Clock clock) throws SQLException {
    Extension.makeWhereWanted(config, setup);
    connection = DriverManager.getConnection(config.url(), properties(config, setup.name()));
    try {
      connection.setAutoCommit(false);
      prepare(config, setup, fence, clock);
      connection.commit();
    } catch (SQLException | RuntimeException fault) {
      connection.close();
      throw fault;
    }
  }

  private static Properties properties(PostgresConfig config, String sink) {
    var properties = new Properties();
    config.user().ifPresent(user -> PGProperty.USER.set(properties, user));
    config.password().map(Secret::reveal).ifPresent(it -> PGProperty.PASSWORD.set(properties, it));
    int connectSeconds = (int) config.connectTimeout().toSeconds();
    PGProperty.CONNECT_TIMEOUT.set(properties, connectSeconds);
    PGProperty.LOGIN_TIMEOUT.set(properties, connectSeconds);
    PGProperty.SOCKET_TIMEOUT.set(
        properties, (int) config.statementTimeout().plus(SILENCE_MAX).toSeconds());
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.APPLICATION_NAME.set(properties, "penstock " + sink);
    return properties;
  }

  /**
   * Another connection, which only reads, in a transaction for as long as it lives: only then rows
   * come by and by. Each statement sees what is committed when it begins.
   */
  static Connection toRead(PostgresConfig config, String name, Duration atMost)
      throws SQLException {
    Properties properties = properties(config, name);
    PGProperty.SOCKET_TIMEOUT.set(properties, (int) atMost.plus(SILENCE_MAX).toSeconds());
    Connection connection = DriverManager.getConnection(config.url(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = " + atMost.toMillis());
      statement.execute("SET search_path TO " + SqlText.quoted(config.schema()));
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException fault) {
      connection.close();
      throw fault;
    }
  }

  /**
   * Another connection, which changes tables and gives way to those who use them. It commits when
   * it is told to.
   */
  static Connection toKeepUp(PostgresConfig config, String sink) throws SQLException {
    return toChange(
        config,
        sink + " upkeep",
        LOCK_TIMEOUT_OF_UPKEEP,
        "SET search_path TO " + SqlText.quoted(config.schema()));
  }

  /** Another connection; until it is closed nobody else makes tables or extensions. */
  static Connection toMakeAlone(PostgresConfig config, String name) throws SQLException {
    return toChange(config, name, LOCK_TIMEOUT, "SELECT pg_advisory_lock(" + MAKING_TABLES + ")");
  }

  private static Connection toChange(
      PostgresConfig config, String name, Duration lockTimeout, String first) throws SQLException {
    Connection connection = DriverManager.getConnection(config.url(), properties(config, name));
    try (Statement statement = connection.createStatement()) {
      bound(config, lockTimeout, statement);
      statement.execute(first);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException fault) {
      connection.close();
      throw fault;
    }
  }

  private static void bound(PostgresConfig config, Duration lockTimeout, Statement statement)
      throws SQLException {
    statement.execute("SET statement_timeout = " + config.statementTimeout().toMillis());
    statement.execute("SET lock_timeout = " + lockTimeout.toMillis());
    statement.execute("SET TimeZone TO 'UTC'");
  }

  private void prepare(PostgresConfig config, SinkSetup setup, SqlFence fence, Clock clock)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      bound(config, LOCK_TIMEOUT, statement);
      statement.execute(
          "SET idle_in_transaction_session_timeout = " + IDLE_IN_TRANSACTION_MAX.toMillis());
      statement.execute("SELECT pg_advisory_xact_lock(" + MAKING_TABLES + ")");
      makeSchema(config.schema());
      statement.execute("SET search_path TO " + SqlText.quoted(config.schema()));
    }
    fence.create(connection);
    for (Stream stream : setup.streams()) {
      SqlTable table = SqlTable.of(stream);
      requireShort(table.name());
      tables.put(stream.name(), new PostgresTable(table, config, connection, clock));
    }
  }

  /** Looks first: making what is there already needs a right that the sink may not have. */
  private void makeSchema(String schema) throws SQLException {
    if (isThere(schema)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + SqlText.quoted(schema));
    }
  }

  private boolean isThere(String schema) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      find.setString(1, schema);
      try (ResultSet found = find.executeQuery()) {
        return found.next();
      }
    }
  }

  private static void requireShort(String name) {
    if (name.length() > NAME_LENGTH_MAX) {
      throw new SinkFault(
          "stream %s has a name longer than the %d letters that leave room for its partitions"
              .formatted(name, NAME_LENGTH_MAX));
    }
  }

  Connection connection() {
    return connection;
  }

  /** What each stream's table takes. */
  Map<String, SqlColumns> columns() {
    return tables.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, table -> table.getValue().columns()));
  }

  PostgresTable tableOf(Stream stream) {
    PostgresTable table = tables.get(stream.name());
    if (table == null) {
      throw new SinkFault("the sink has no table for stream " + stream.name());
    }
    return table;
  }

  /** What the transaction did not commit is gone. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
