package io.penstock.sink.postgres;

import io.penstock.event.Stream;
import io.penstock.sink.Batch;
import io.penstock.sink.SetAside;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.sql.SqlColumns;
import io.penstock.sink.sql.SqlTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tables of a sink take, by stream, as of a moment. */
record Tables(Map<String, SqlColumns> columns, Instant readAt) {
  static final Tables NONE = new Tables(Map.of(), Instant.MIN);

  /** A look costs a connection, so bad events by the thousand must not each ask for one. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  /** On a connection that is closed again. */
  static Tables read(PostgresConfig config, SinkSetup setup, Instant now) throws SQLException {
    Map<String, SqlColumns> columns = new HashMap<>();
    try (Connection connection =
        Session.toRead(config, setup.name() + " columns", config.statementTimeout())) {
      for (Stream stream : setup.streams()) {
        SqlTable table = SqlTable.of(stream);
        columns.put(stream.name(), PostgresTable.columnsOf(table, connection));
      }
    }
    return new Tables(Map.copyOf(columns), now);
  }

  /** Events that are certain not to fit, in the order of the batch. */
  List<SetAside> unfit(Batch batch) {
    SqlColumns found = columns.get(batch.stream().name());
    return found == null ? List.of() : found.unfit(batch);
  }

  boolean areFresh(Instant now) {
    return now.isBefore(readAt.plus(FRESH));
  }

  boolean areAs(Tables others) {
    return columns.entrySet().stream()
        .allMatch(
            table -> {
              SqlColumns other = others.columns.get(table.getKey());
              return other != null && table.getValue().areAs(other);
            });
  }
}
