package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Stream;
import io.penstock.sink.SinkFault;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the tables that are missing, and finds out what those have that are there. */
final class Tables {
  private static final int ANSWER_BYTES_MAX = 4 << 20;
  private static final int UNKNOWN_IDENTIFIER = 47;

  private final ClickHouseClient client;
  private final ClickHouseConfig config;

  Tables(ClickHouseClient client, ClickHouseConfig config) {
    this.client = client;
    this.config = config;
  }

  /** Rows of two streams would be told apart by nobody. */
  static void requireOneEach(List<Stream> streams) {
    Set<String> names = new HashSet<>();
    for (Stream stream : streams) {
      if (!names.add(Table.nameOf(stream))) {
        throw new SinkFault(
            "two of the streams would have table %s: rename one".formatted(Table.nameOf(stream)));
      }
    }
  }

  /** Looks for the database first: making one that is there needs a right that we may not have. */
  void make(List<Stream> streams) throws IOException, Refusal {
    if (!config.createTables()) {
      return;
    }
    String database = config.database();
    if (rows("SELECT 1 FROM system.databases WHERE name = " + Table.text(database)).isEmpty()) {
      client.run("CREATE DATABASE IF NOT EXISTS " + Table.quoted(database));
    }
    for (Stream stream : streams) {
      Table table = Table.of(stream, database);
      client.run(table.definition());
      if (table.hasSessions()) {
        client.run(table.sessionsDefinition());
      }
    }
  }

  /** As the table is now, which need not be as it was made. */
  FoundTable find(Stream stream) throws IOException, Refusal {
    Table table = Table.of(stream, config.database());
    String where =
        " WHERE database = %s AND %%s = %s"
            .formatted(Table.text(table.database()), Table.text(table.name()));
    List<List<String>> found =
        rows("SELECT name, engine_full FROM system.tables" + where.formatted("name"));
    if (found.isEmpty()) {
      throw new SinkFault(
          "table %s is missing: make it, or let create-tables be true".formatted(table.quoted()));
    }
    List<FoundTable.Column> columns = new ArrayList<>();
    for (List<String> column :
        rows(
            "SELECT name, type, default_kind, default_expression FROM system.columns"
                + where.formatted("table")
                + " ORDER BY position")) {
      boolean isOurs = column.get(2).isEmpty() || column.get(2).equals("DEFAULT");
      if (isOurs) {
        columns.add(
            new FoundTable.Column(
                column.get(0), column.get(1), otherwise(column.get(1), column.get(3))));
      }
    }
    return new FoundTable(table, found.getFirst().get(1), columns);
  }

  /**
   * What a row without a value gets: the column's default, or its type's. Empty where the default
   * needs other columns of the row.
   */
  private Optional<byte[]> otherwise(String type, String expression) throws IOException, Refusal {
    String value =
        expression.isEmpty()
            ? "defaultValueOfTypeName(%s)".formatted(Table.text(type))
            : "CAST(%s AS %s)".formatted(expression, type);
    try {
      return Optional.of(client.ask("SELECT " + value + " FORMAT RowBinary", ANSWER_BYTES_MAX));
    } catch (Refusal refusal) {
      if (refusal.code() == UNKNOWN_IDENTIFIER) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  private List<List<String>> rows(String sql) throws IOException, Refusal {
    byte[] answer = client.ask(sql + " FORMAT JSONCompactStringsEachRow", ANSWER_BYTES_MAX);
    return new String(answer, UTF_8)
        .lines()
        .map(line -> new JsonArray(line).stream().map(String::valueOf).toList())
        .toList();
  }
}
