package io.penstock.sink.clickhouse;

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
   * @param otherwise what a row without a value gets, as RowBinary writes it
   */
  record Column(String name, String type, byte[] otherwise) {
    TypeName typeName() {
      return TypeName.of(type);
    }

    boolean isSameAs(Column other) {
      return name.equals(other.name) && type.equals(other.type);
    }
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Whether a repeated insert would be another one. */
  boolean forgetsTokens() {
    return FORGETS_TOKENS.matcher(engine).matches();
  }

  /** Whether inserts are the same still. */
  boolean isSameAs(FoundTable other) {
    if (columns.size() != other.columns.size()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).isSameAs(other.columns.get(i))) {
        return false;
      }
    }
    return true;
  }
}
