package io.penstock.load.torture.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.ClickHouseServer;
import io.penstock.load.process.OpenSearchServer;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.torture.account.Firsts;
import io.penstock.load.torture.account.Place;
import io.penstock.load.torture.send.Pause;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the sinks of a run hold, read without the server. */
public final class Stores {
  private static final Duration TABLE_MAX = Duration.ofSeconds(30);

  private final String run;
  private final PostgresServer postgres;
  private final Optional<ClickHouseServer> clickHouse;
  private final Optional<OpenSearchServer> openSearch;
  private final Path dataDir;

  Stores(
      String run,
      PostgresServer postgres,
      Optional<ClickHouseServer> clickHouse,
      Optional<OpenSearchServer> openSearch,
      Path dataDir) {
    this.run = run;
    this.postgres = postgres;
    this.clickHouse = clickHouse;
    this.openSearch = openSearch;
    this.dataDir = dataDir;
  }

  /**
   * Makes the table of a ClickHouse sink before the sink does: with an engine that merges nothing
   * away, so that what was written twice stays visible, and with the time at which rows came.
   */
  void prepare(Sink sink) {
    if (sink instanceof Sink.ClickHouse) {
      ClickHouseServer server = clickHouse.orElseThrow();
      server.execute("CREATE DATABASE IF NOT EXISTS " + sink.schema(run));
      server.execute(
          """
          CREATE TABLE %s (tenant String, id String, type String, time DateTime64(6, 'UTC'),
            received_at DateTime64(6, 'UTC'), content_hash Int64, data String, extra JSON,
            _topic String, _partition UInt32, _offset UInt64, _version UInt64,
            arrival DateTime64(9) MATERIALIZED now64(9))
          ENGINE = MergeTree ORDER BY (tenant, time, id)
          SETTINGS non_replicated_deduplication_window = 10000\
          """
              .formatted(table(sink)));
    }
  }

  /**
   * Numbers the rows of a PostgreSQL table by the transaction that brought them: nothing else of a
   * heap tells their order. Returns when the server has made the table.
   */
  void number(Sink.Postgres sink) {
    String table = table(sink);
    long end = System.nanoTime() + TABLE_MAX.toNanos();
    while (!isThere(table)) {
      if (System.nanoTime() > end) {
        throw new BenchFault("Penstock has not made the table " + table);
      }
      Pause.until(System.nanoTime() + Duration.ofMillis(100).toNanos(), () -> false);
    }
    execute("ALTER TABLE " + table + " ADD COLUMN arrival bigint DEFAULT txid_current()");
  }

  /** From now on the destination refuses events of this type; what it has stays. */
  void refuse(Sink.Postgres sink, String type) {
    execute("ALTER TABLE %s ADD CHECK (type <> '%s') NOT VALID".formatted(table(sink), type));
  }

  private boolean isThere(String table) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      return statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 0").getMetaData() != null;
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** A statement on the PostgreSQL of the scene. */
  public void execute(String sql) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new BenchFault(sql, fault);
    }
  }

  /** Rows in the table of a PostgreSQL sink, at any time. */
  public long count(Sink.Postgres sink) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table(sink))) {
      count.next();
      return count.getLong(1);
    } catch (SQLException fault) {
      throw new BenchFault("the rows of " + table(sink) + " cannot be counted", fault);
    }
  }

  /** The full name of its table, or a pattern for the names of its indices. */
  public String table(Sink sink) {
    return switch (sink) {
      case Sink.Postgres _, Sink.ClickHouse _ -> sink.schema(run) + "." + run;
      case Sink.OpenSearch _ -> sink.schema(run) + "-" + run + "-*";
      case Sink.DuckDb _ -> run;
      case Sink.Blackhole _ -> throw new IllegalArgumentException("a blackhole has no table");
    };
  }

  /**
   * What tells the order in which the rows came. Those of one transaction come at once, in whatever
   * order they were copied; shorter ids of a producer are earlier ones.
   */
  public String orderOf(Sink sink) {
    return sink instanceof Sink.Postgres ? "arrival, length(id), id" : "rowid";
  }

  /** A file of DuckDB can be opened when the server has ended. */
  public Connection connect(Sink sink) throws SQLException {
    return switch (sink) {
      case Sink.ClickHouse _, Sink.OpenSearch _ ->
          throw new IllegalArgumentException("it is asked over HTTP");
      case Sink.Postgres _ -> postgres.connect();
      case Sink.DuckDb(String name) ->
          DriverManager.getConnection("jdbc:duckdb:" + dataDir.resolve(name + ".duckdb"));
      case Sink.Blackhole _ -> throw new IllegalArgumentException("a blackhole has no table");
    };
  }

  void read(Sink sink, BiConsumer<String, byte[]> reader) {
    if (sink instanceof Sink.Blackhole) {
      return;
    }
    if (sink instanceof Sink.ClickHouse) {
      readClickHouse(table(sink), reader);
      return;
    }
    if (sink instanceof Sink.OpenSearch documents) {
      readOpenSearch(documents, reader);
      return;
    }
    try (Connection connection = connect(sink)) {
      Rows.read(
          connection,
          "SELECT id, data::text FROM %s ORDER BY %s".formatted(table(sink), orderOf(sink)),
          reader);
    } catch (SQLException fault) {
      throw new BenchFault("the sink " + sink.name() + " cannot be read", fault);
    }
  }

  /** Of an event the row that FINAL would show, and every copy of a record of the log. */
  private void readClickHouse(String table, BiConsumer<String, byte[]> reader) {
    clickHouse
        .orElseThrow()
        .read(
            """
            SELECT id, data FROM (
              SELECT id, data, arrival, _partition, _offset,
                row_number() OVER (PARTITION BY tenant, time, id ORDER BY _version DESC) AS event,
                row_number() OVER (PARTITION BY _topic, _partition, _offset ORDER BY arrival) AS copy
              FROM %s)
            WHERE event = 1 OR copy > 1 ORDER BY arrival, _partition, _offset\
            """
                .formatted(table),
            row -> reader.accept(row.getString(0), row.getString(1).getBytes(UTF_8)));
  }

  /**
   * Nothing of a document tells when it came, so they are read in the order of the records that
   * they were made of. Of several records with one id a later one, where it came first, then stands
   * behind events of its key that it belongs before.
   */
  private void readOpenSearch(Sink.OpenSearch sink, BiConsumer<String, byte[]> reader) {
    readDocuments(
        sink,
        document ->
            reader.accept(document.getString("id"), document.getString("data").getBytes(UTF_8)));
  }

  /**
   * Documents that are not the first record of their id in the log. Where the bytes are the same,
   * the place tells; what was retried names its place in another topic.
   */
  long notFirst(Sink.OpenSearch sink, Firsts firsts) {
    var others = new LongAdder();
    readDocuments(sink, document -> others.add(isFirst(document, firsts) ? 0 : 1));
    return others.sum();
  }

  private boolean isFirst(JsonObject document, Firsts firsts) {
    String id = document.getString("id");
    var place = new Place(document.getInteger("partition"), document.getLong("offset"));
    boolean isRetried = !document.getString("topic").equals(run);
    return firsts.isFirst(id, document.getString("data").getBytes(UTF_8))
        && (isRetried || firsts.isFirst(id, place));
  }

  private void readDocuments(Sink.OpenSearch sink, Consumer<JsonObject> reader) {
    openSearch
        .orElseThrow()
        .requests()
        .read(
            table(sink),
            new JsonArray().add("partition").add("offset"),
            hit -> reader.accept(hit.getJsonObject("_source")));
  }
}
