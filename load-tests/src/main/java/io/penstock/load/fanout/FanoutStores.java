package io.penstock.load.fanout;

import io.penstock.load.numbered.Census;
import io.penstock.load.numbered.ParquetFiles;
import io.penstock.load.numbered.Sent;
import io.penstock.load.process.BenchFault;
import io.penstock.load.process.ClickHouseEngine;
import io.penstock.load.process.ClickHouseServer;
import io.penstock.load.process.Ports;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.process.S3Engine;
import io.penstock.load.process.S3Server;
import io.penstock.load.process.Workplace;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Three real stores, and what is in them. */
final class FanoutStores {
  static final String STREAM = "events";
  private static final String DATABASE = "fanout";
  private static final String BUCKET = "events";
  private static final int ROWS_AT_ONCE = 10_000;

  private final ClickHouseServer clickHouse;
  private final S3Server s3;
  private final PostgresServer postgres;
  private final Map<String, StoreProcess> processes;

  FanoutStores(Workplace workplace) throws IOException {
    int clickHousePort = Ports.free();
    this.clickHouse = new ClickHouseServer("http://127.0.0.1:" + clickHousePort);
    this.s3 = new S3Server(workplace.file("s3-data"), Ports.free());
    this.processes =
        Map.of(
            "clickhouse",
            new StoreProcess(
                workplace,
                "clickhouse",
                ClickHouseEngine.command(
                    workplace.file("clickhouse-data"), clickHousePort, List.of()),
                clickHousePort),
            "s3",
            new StoreProcess(
                workplace, "s3", S3Engine.command(s3.buckets(), s3.port()), s3.port()));
    this.postgres = PostgresServer.start(workplace);
    s3.bucket(BUCKET);
    prepareClickHouse();
  }

  /** A table that merges nothing away, so that what was written twice would stay visible. */
  private void prepareClickHouse() {
    clickHouse.execute("CREATE DATABASE " + DATABASE);
    clickHouse.execute(
        """
        CREATE TABLE %s.%s (tenant String, id String, type String, time DateTime64(6, 'UTC'),
          received_at DateTime64(6, 'UTC'), content_hash Int64, data String, extra JSON,
          _topic String, _partition UInt32, _offset UInt64, _version UInt64)
        ENGINE = MergeTree ORDER BY (tenant, time, id)
        SETTINGS non_replicated_deduplication_window = 10000\
        """
            .formatted(DATABASE, STREAM));
  }

  /** The variables of conf/fanout.yaml. */
  Map<String, String> addresses() {
    return Map.of(
        "CLICKHOUSE_URL",
        clickHouse.url(),
        "CLICKHOUSE_DATABASE",
        DATABASE,
        "S3_ENDPOINT",
        s3.url(),
        "S3_BUCKET",
        BUCKET,
        "S3_ACCESS_KEY",
        S3Engine.ACCESS_KEY,
        "S3_SECRET_KEY",
        S3Engine.SECRET_KEY);
  }

  /** The sink that the profile does not have, as settings. */
  List<String> postgresSettings() {
    return List.of(
        "sinks.postgres.type=postgres",
        "sinks.postgres.url=" + postgres.url(),
        "sinks.postgres.user=" + postgres.user().orElseThrow());
  }

  /** One of those that can be cut off. */
  StoreProcess process(String sink) {
    return Objects.requireNonNull(processes.get(sink), sink);
  }

  /** What each store holds; all that was sent came before. */
  List<Census.Count> count(List<Sent> all) {
    var files = new ParquetFiles(s3.buckets().resolve(BUCKET));
    return List.of(
        Census.of("clickhouse", all, this::clickHouseIds, clickHouseRecordsTwice()),
        Census.of("s3", all, files::ids, files.recordsTwice()),
        Census.of("postgres", all, this::postgresIds, 0));
  }

  private void clickHouseIds(Consumer<String> reader) {
    clickHouse.read(
        "SELECT id FROM %s.%s".formatted(DATABASE, STREAM), row -> reader.accept(row.getString(0)));
  }

  private long clickHouseRecordsTwice() {
    var twice = new AtomicLong();
    clickHouse.read(
        "SELECT toUInt32(count() - uniqExact(_topic, _partition, _offset)) FROM %s.%s"
            .formatted(DATABASE, STREAM),
        row -> twice.set(row.getLong(0)));
    return twice.get();
  }

  /** Its table does not say which record a row is of; an id can be there once only. */
  private void postgresIds(Consumer<String> reader) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet found = statement.executeQuery("SELECT id FROM " + STREAM)) {
        while (found.next()) {
          reader.accept(found.getString(1));
        }
      }
    } catch (SQLException fault) {
      throw new BenchFault("the rows of PostgreSQL cannot be read", fault);
    }
  }
}
