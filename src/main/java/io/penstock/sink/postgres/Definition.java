package io.penstock.sink.postgres;

import static java.util.stream.Collectors.joining;

import io.penstock.event.Column;
import io.penstock.sink.postgres.PostgresConfig.Timescale;
import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stream's table is made of. Makes it where it is missing; one that is there stays. */
final class Definition {
  private static final Logger LOG = LoggerFactory.getLogger(Definition.class);

  private static final String KEY = "PRIMARY KEY (tenant, id, time)";

  private final SqlTable table;
  private final PostgresConfig config;
  private final Connection connection;

  Definition(SqlTable table, PostgresConfig config, Connection connection) {
    this.table = table;
    this.config = config;
    this.connection = connection;
  }

  /** How the table keeps its rows, which is there afterwards. */
  Layout make() throws SQLException {
    Optional<Layout> found = Layout.of(table, connection);
    Optional<TimescaleDb> timescale =
        config.timescale() == Timescale.AUTO ? TimescaleDb.of(connection) : Optional.empty();
    if (found.isPresent()) {
      if (timescale.isPresent() && found.get() != Layout.HYPERTABLE) {
        LOG.atInfo()
            .addKeyValue("table", table.name())
            .log("The table is older than TimescaleDB here, and stays as it is");
      }
      return found.get() == Layout.PARTITIONED ? partitioned() : found.get();
    }
    return timescale.isPresent() ? hypertable(timescale.get()) : partitioned();
  }

  private Layout partitioned() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS %s (%s, %s) PARTITION BY RANGE (time)"
              .formatted(table.quoted(), columns(), KEY));
      statement.execute(
          "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s DEFAULT"
              .formatted(SqlText.quoted(Partitions.defaultOf(table)), table.quoted()));
    }
    return Layout.PARTITIONED;
  }

  private Layout hypertable(TimescaleDb timescale) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE %s (%s, %s)".formatted(table.quoted(), columns(), KEY));
    }
    timescale.makeHypertable(table, config.partition());
    return Layout.HYPERTABLE;
  }

  /** A table that the connection alone sees, with the same columns and no key. */
  void makeStaging(String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE %s (%s) ON COMMIT DELETE ROWS".formatted(name, columns()));
    }
  }

  /** Keys compare as bytes: any other order costs time and says nothing of ids. */
  private String columns() {
    return """
    tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, type text, \
    time timestamptz NOT NULL, received_at timestamptz NOT NULL, \
    content_hash bigint NOT NULL, data json NOT NULL\
    """
        + table.typed().stream().map(Definition::definition).collect(joining());
  }

  private static String definition(Column column) {
    return ", " + SqlText.quoted(column.name()) + " " + typeOf(column);
  }

  static String typeOf(Column column) {
    return switch (column.type()) {
      case TEXT -> "text";
      case NUMBER -> "double precision";
      case JSON -> "json";
    };
  }
}
