package io.penstock.kill;

import io.penstock.fixture.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A sink of the server under test, read without the server. */
sealed interface Sink {
  String STREAM = "kill";
  String STREAMS = "{%s: {kind: open, type: type, time: time}}".formatted(STREAM);
  int ROWS_AT_ONCE = 10_000;

  static Sink named(String name, Path dataDir) {
    return switch (name) {
      case "duckdb" -> new DuckDb(dataDir.resolve("duckdb.duckdb"));
      case "postgres" -> new Postgres(PostgresDatabase.fresh());
      default -> throw new IllegalArgumentException("no kill test for a sink '" + name + "'");
    };
  }

  String name();

  /** Its entry under {@code sinks}. */
  String configuration();

  Connection connect() throws SQLException;

  /** Differences that a test may plant, each in another row. */
  List<String> plants();

  default void readInto(Verdict.Reader reader) throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet rows = statement.executeQuery("SELECT id, data::text FROM " + STREAM)) {
          while (rows.next()) {
            reader.row(rows.getString(1), rows.getString(2));
          }
        }
      }
    }
  }

  default void plant() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String plant : plants()) {
        statement.execute(plant);
      }
    }
  }

  private static String nth(int row) {
    return "(SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %d)".formatted(STREAM, row);
  }

  /** Deletes a row, changes a byte of another, and adds one that nobody sent. */
  private static List<String> plantsWith(String changedData) {
    return List.of(
        "UPDATE %s SET data = %s WHERE id = %s".formatted(STREAM, changedData, nth(1)),
        "INSERT INTO %s (tenant, id, time, received_at, content_hash, data) SELECT tenant, 'nobody', time, received_at, content_hash, data FROM %s WHERE id = %s"
            .formatted(STREAM, STREAM, nth(2)),
        "DELETE FROM %s WHERE id = %s".formatted(STREAM, nth(0)));
  }

  /** The file of the server, which has ended. */
  record DuckDb(Path file) implements Sink {
    @Override
    public String name() {
      return "duckdb";
    }

    @Override
    public String configuration() {
      return "duckdb: {type: duckdb}";
    }

    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:duckdb:" + file);
    }

    @Override
    public List<String> plants() {
      return plantsWith("replace(data, '\"amount\"', '\"Amount\"')");
    }
  }

  /** A database that the server does not take along when it is killed. */
  record Postgres(PostgresDatabase database) implements Sink {
    @Override
    public String name() {
      return "postgres";
    }

    @Override
    public String configuration() {
      return "postgres: {type: postgres, url: \"%s\", user: %s, password: none}"
          .formatted(database.url(), PostgresDatabase.USER);
    }

    @Override
    public Connection connect() throws SQLException {
      return database.connect();
    }

    @Override
    public List<String> plants() {
      return plantsWith("replace(data::text, '\"amount\"', '\"Amount\"')::json");
    }
  }
}
