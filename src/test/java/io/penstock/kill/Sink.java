package io.penstock.kill;

import io.penstock.fixture.ClickHouseServer;
import io.penstock.fixture.OpenSearchServer;
import io.penstock.fixture.PostgresDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A sink of the server under test, read without the server. */
sealed interface Sink extends AutoCloseable
    permits Sink.ClickHouse, Sink.Database, Sink.OpenSearch, Delta, S3 {
  String STREAM = "kill";
  String STREAMS = "{%s: {kind: open, type: type, time: time}}".formatted(STREAM);
  int ROWS_AT_ONCE = 10_000;

  static Sink named(String name, Path folder, Path dataDir) {
    return switch (name) {
      case "duckdb" -> new DuckDb(dataDir.resolve("duckdb.duckdb"));
      case "postgres" -> new Postgres(PostgresDatabase.fresh());
      case "clickhouse" -> ClickHouse.startedIn(folder.resolve("clickhouse"));
      case "delta" -> Delta.in(folder.resolve("lake"));
      case "s3" -> S3.startedIn(folder.resolve("s3"));
      case "opensearch" -> new OpenSearch(new OpenSearchServer(folder.resolve("opensearch")));
      default -> throw new IllegalArgumentException("no kill test for a sink '" + name + "'");
    };
  }

  String name();

  /** Its entry under {@code sinks}. */
  String configuration();

  /** Every row, as often as it is there. */
  void readInto(Verdict.Reader reader) throws SQLException;

  /** Deletes a row, changes a byte of another, and adds one that nobody sent. */
  void plant() throws SQLException;

  /** Just before the server is killed for the so-manieth time. */
  default void beforeKill(int kill) {}

  @Override
  default void close() {}

  private static String nth(int row) {
    return "(SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %d)".formatted(STREAM, row);
  }

  /** A store that is read through JDBC. */
  sealed interface Database extends Sink {
    Connection connect() throws SQLException;

    /** An expression that changes a byte of {@code data}. */
    String changedData();

    @Override
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

    @Override
    default void plant() throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "UPDATE %s SET data = %s WHERE id = %s".formatted(STREAM, changedData(), nth(1)));
        statement.execute(
            "INSERT INTO %s (tenant, id, time, received_at, content_hash, data) SELECT tenant, 'nobody', time, received_at, content_hash, data FROM %s WHERE id = %s"
                .formatted(STREAM, STREAM, nth(2)));
        statement.execute("DELETE FROM %s WHERE id = %s".formatted(STREAM, nth(0)));
      }
    }
  }

  /** The file of the server, which has ended. */
  record DuckDb(Path file) implements Database {
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
    public String changedData() {
      return "replace(data, '\"amount\"', '\"Amount\"')";
    }
  }

  /** A database that the server does not take along when it is killed. */
  record Postgres(PostgresDatabase database) implements Database {
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
    public String changedData() {
      return "replace(data::text, '\"amount\"', '\"Amount\"')::json";
    }
  }

  /**
   * A server of its own, which is killed now and then too. Its table has an engine that merges
   * nothing away, so that what was written twice stays visible.
   */
  record ClickHouse(ClickHouseServer server) implements Sink {
    private static final String TABLE =
        """
        CREATE TABLE kill.kill (tenant String, id String, type String, time DateTime64(6, 'UTC'),
          received_at DateTime64(6, 'UTC'), content_hash Int64, data String, extra JSON,
          _topic String, _partition UInt32, _offset UInt64, _version UInt64)
        ENGINE = MergeTree ORDER BY (tenant, time, id)
        SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1\
        """;

    /** Of an event the row that FINAL would show, and every copy of a record of the log. */
    private static final String ROWS =
        """
        SELECT id, data FROM (
          SELECT id, data,
            row_number() OVER (PARTITION BY tenant, time, id ORDER BY _version DESC) AS event,
            row_number() OVER (PARTITION BY _topic, _partition, _offset) AS copy
          FROM kill.kill)
        WHERE event = 1 OR copy > 1 FORMAT JSONCompactEachRow\
        """;

    static ClickHouse startedIn(Path folder) {
      var server = new ClickHouseServer(folder);
      server.ask("CREATE DATABASE kill");
      server.ask(TABLE);
      return new ClickHouse(server);
    }

    @Override
    public String name() {
      return "clickhouse";
    }

    @Override
    public String configuration() {
      return "clickhouse: {type: clickhouse, url: \"%s\", database: kill, batch: {linger: 200ms}}"
          .formatted(server.url());
    }

    @Override
    public void beforeKill(int kill) {
      if (kill % 3 == 0) {
        server.kill();
        server.startAgain();
      }
    }

    @Override
    public void readInto(Verdict.Reader reader) {
      server
          .ask(ROWS)
          .lines()
          .map(JsonArray::new)
          .forEach(row -> reader.row(row.getString(0), row.getString(1)));
    }

    @Override
    public void plant() {
      List<String> ids =
          server.ask("SELECT DISTINCT id FROM kill.kill ORDER BY id LIMIT 3").lines().toList();
      server.ask(
          """
          INSERT INTO kill.kill SELECT * REPLACE ('nobody' AS id)
          FROM (SELECT * FROM kill.kill WHERE id = '%s')\
          """
              .formatted(ids.get(2)));
      server.ask(
          """
          ALTER TABLE kill.kill UPDATE data = replaceOne(data, '"amount"', '"Amount"')
          WHERE id = '%s' SETTINGS mutations_sync = 2\
          """
              .formatted(ids.get(1)));
      server.ask("DELETE FROM kill.kill WHERE id = '%s'".formatted(ids.get(0)));
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /**
   * A server of its own, which is killed now and then too. An id is in as many documents as there
   * are indices with one.
   */
  record OpenSearch(OpenSearchServer server) implements Sink {
    private static final String INDICES = STREAM + "-*";

    @Override
    public String name() {
      return "opensearch";
    }

    @Override
    public String configuration() {
      return "opensearch: {type: opensearch, url: \"%s\", batch: {linger: 200ms}}"
          .formatted(server.url());
    }

    @Override
    public void beforeKill(int kill) {
      if (kill % 3 == 0) {
        server.kill();
        server.startAgain();
      }
    }

    @Override
    public void readInto(Verdict.Reader reader) {
      server.read(
          INDICES,
          hit -> {
            JsonObject document = hit.getJsonObject("_source");
            reader.row(document.getString("id"), document.getString("data"));
          });
    }

    @Override
    public void plant() {
      JsonArray hits =
          server
              .demand("GET", "/" + INDICES + "/_search?size=3", "")
              .json()
              .getJsonObject("hits")
              .getJsonArray("hits");
      JsonObject changed = hits.getJsonObject(1).getJsonObject("_source");
      JsonObject added = hits.getJsonObject(2).getJsonObject("_source").copy();
      server.demand("DELETE", at(hits.getJsonObject(0), ""), "");
      server.demand(
          "PUT",
          at(hits.getJsonObject(1), ""),
          changed
              .put("data", changed.getString("data").replace("\"amount\"", "\"Amount\""))
              .encode());
      server.demand(
          "PUT", at(hits.getJsonObject(2), "-nobody"), added.put("id", "nobody").encode());
    }

    private static String at(JsonObject hit, String suffix) {
      return "/%s/_doc/%s%s"
          .formatted(
              hit.getString("_index"),
              URLEncoder.encode(hit.getString("_id"), StandardCharsets.UTF_8),
              suffix);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
