package io.penstock.sink.clickhouse;

import io.penstock.sink.SinkFault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table as the server describes it, which people may have made or changed.
 *
 * @param engine with its arguments and settings
 * @param columns those that an insert may name
 */
record FoundTable(Table table, String engine, List<Column> columns) {
  private static final Pattern FORGETS_TOKENS =
      Pattern.compile(
          "(?!Replicated|Shared).*MergeTree(?!.*non_replicated_deduplication_window = [1-9]).*");

  /**
   * A column.
   *
   * @param type as the server writes it
   * @param otherwise what a row without a value gets, as RowBinary writes it; empty where only the
   *     server can work it out
   */
  record Column(String name, String type, Optional<byte[]> otherwise) {
    TypeName typeName() {
      return TypeName.of(type);
    }
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * Refuses a table in which rows could not be found again, or would not be kept.
   *
   * @throws SinkFault saying what to do
   */
  void requireUsable() {
    if (!engine.contains("MergeTree")) {
      throw new SinkFault(
          "table %s has engine %s: it must be one of the MergeTree family, which shows and keeps what it has taken"
              .formatted(table.quoted(), engine));
    }
    Table.REQUIRED.forEach(this::require);
  }

  private void require(String name, List<String> types) {
    String type = column(name).map(Column::type).orElse("");
    if (!types.contains(type)) {
      String missing = "has no column " + name;
      String other = "has column %s of type %s".formatted(name, type);
      throw new SinkFault(
          "table %s %s, by which rows are found again: ALTER TABLE %s %s COLUMN %s %s"
              .formatted(
                  table.quoted(),
                  type.isEmpty() ? missing : other,
                  table.quoted(),
                  type.isEmpty() ? "ADD" : "MODIFY",
                  name,
                  types.getFirst()));
    }
  }

  /** Whether a repeated insert would be another one. */
  boolean forgetsTokens() {
    return FORGETS_TOKENS.matcher(engine).matches();
  }
}
