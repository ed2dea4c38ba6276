package io.penstock.sink.clickhouse;

import io.penstock.config.Section;
import io.penstock.sink.http.Compression;
import io.penstock.sink.http.Endpoint;
import java.time.Duration;

/**
 * Where the server is and how it is written to.
 *
 * @param database made where it is missing and {@code createTables} says so
 * @param createTables whether tables that are missing are made; others are never changed
 * @param statementTimeout the longest one insert or question may take
 */
record ClickHouseConfig(
    Endpoint endpoint,
    String database,
    boolean createTables,
    RowFormat.Kind format,
    Compression compression,
    Duration statementTimeout) {
  static ClickHouseConfig read(Section section) {
    return new ClickHouseConfig(
        Endpoint.read(section),
        section.text("database", "default"),
        section.truth("create-tables", true),
        section.choice("format", RowFormat.Kind.ROW_BINARY),
        section.choice("compression", Compression.LZ4),
        section.duration(
            "statement-timeout",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(50)));
  }
}
