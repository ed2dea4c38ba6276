package io.penstock.sink.clickhouse;

import static java.util.stream.Collectors.joining;

import io.penstock.event.Column;
import io.penstock.event.EventLayout;
import io.penstock.event.Stream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The table that a stream has where nobody made another. */
record Table(String database, String name, List<Column> typed) {
  /** Where each row comes from; by these a range is found again. */
  static final String TOPIC = "_topic";

  static final String PARTITION = "_partition";
  static final String OFFSET = "_offset";
  static final String VERSION = "_version";

  /**
   * By these a row is found again, so a table has to have them, with one of these types; the first
   * is the one that a table without them is to get.
   */
  static final SequencedMap<String, List<String>> REQUIRED = required();

  /** What the event has beside the fields that have columns. */
  static final String EXTRA = "extra";

  /**
   * So many inserts are remembered by their tokens. At one a second for each of eight partitions
   * this is twenty minutes, of which a node that stands still is taken for gone after ten seconds.
   */
  static final int TOKENS_KEPT = 10_000;

  private static SequencedMap<String, List<String>> required() {
    SequencedMap<String, List<String>> required = new LinkedHashMap<>();
    required.put("received_at", List.of("DateTime64(6, 'UTC')", "DateTime64(6)"));
    required.put("content_hash", List.of("Int64"));
    required.put(TOPIC, List.of("LowCardinality(String)", "String"));
    required.put(PARTITION, List.of("UInt32"));
    required.put(OFFSET, List.of("UInt64"));
    return Collections.unmodifiableSequencedMap(required);
  }

  static Table of(Stream stream, String database) {
    return new Table(database, nameOf(stream), EventLayout.columnsOf(stream));
  }

  /** A name that queries need not quote. */
  static String nameOf(Stream stream) {
    return stream.name().replace('-', '_');
  }

  static String quoted(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  static String text(String value) {
    return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }

  /** A column of time in microseconds since 1970. */
  static String micros(String column) {
    return "toUnixTimestamp64Micro(toDateTime64(%s, 6, 'UTC'))".formatted(column);
  }

  String quoted() {
    return quoted(database) + '.' + quoted(name);
  }

  /**
   * Rows of one tenant and time stand together. Partitions are those of the time of receipt, which
   * nobody outside can choose: events of many years in one batch would else be as many parts.
   */
  String definition() {
    List<String> columns = new ArrayList<>();
    columns.add("tenant LowCardinality(String)");
    columns.add("id String");
    columns.add("type LowCardinality(String)");
    columns.add("time DateTime64(6, 'UTC')");
    columns.add("received_at DateTime64(6, 'UTC')");
    columns.add("content_hash Int64");
    columns.add("data String CODEC(ZSTD(1))");
    typed.forEach(column -> columns.add(quoted(column.name()) + " " + typeOf(column)));
    columns.add(EXTRA + " JSON");
    columns.add(TOPIC + " LowCardinality(String)");
    columns.add(PARTITION + " UInt32");
    columns.add(OFFSET + " UInt64");
    columns.add(VERSION + " UInt64");
    columns.add("INDEX by_offset " + OFFSET + " TYPE minmax GRANULARITY 1");
    return """
    CREATE TABLE IF NOT EXISTS %s (%s)
    ENGINE = ReplacingMergeTree(%s)
    PARTITION BY toYYYYMM(received_at)
    PRIMARY KEY (tenant, time)
    ORDER BY (tenant, time, id)
    SETTINGS non_replicated_deduplication_window = %d, fsync_after_insert = 1, fsync_part_directory = 1\
    """
        .formatted(quoted(), columns.stream().collect(joining(", ")), VERSION, TOKENS_KEPT);
  }

  /** Whether its events have sessions. */
  boolean hasSessions() {
    return typed.stream().anyMatch(column -> column.name().equals("session_id"));
  }

  /**
   * What one visitor does without a pause of 30 minutes (docs/http.md), computed by whoever asks:
   * events that come late change the sessions before them.
   */
  String sessionsDefinition() {
    String view = name.equals("events") ? "sessions" : name + "_sessions";
    return """
    CREATE VIEW IF NOT EXISTS %1$s.%2$s AS
    SELECT tenant, session_id, visit, min(time) AS began, max(time) AS ended, count() AS events,
      countIf(type = 'pageview') AS pageviews
    FROM (
      SELECT *, sum(begins) OVER (PARTITION BY tenant, session_id ORDER BY time, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS visit
      FROM (
        SELECT tenant, session_id, id, type, time,
          before IS NULL OR time >= before + INTERVAL 30 MINUTE AS begins
        FROM (
          SELECT tenant, session_id, id, type, time, lagInFrame(toNullable(time)) OVER
            (PARTITION BY tenant, session_id ORDER BY time, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before
          FROM %3$s FINAL WHERE session_id IS NOT NULL)))
    GROUP BY tenant, session_id, visit\
    """
        .formatted(quoted(database), quoted(view), quoted());
  }

  private static String typeOf(Column column) {
    return switch (column.type()) {
      case TEXT -> "Nullable(String)";
      case NUMBER -> "Nullable(Float64)";
      case JSON -> "JSON";
    };
  }
}
