package io.penstock.sink.delta;

import io.penstock.sink.SinkFault;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.EventColumn.Own;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns that make two rows of a table one.
 *
 * @param places where they stand in a row
 */
record Keys(List<EventColumn> columns, int[] places) {
  /** None: every event is a row of its own. */
  static final Keys NONE = new Keys(List.of(), new int[0]);

  /**
   * Those that somebody wants, and the tenant, whose rows no other replaces.
   *
   * @throws SinkFault where the table has no such column
   */
  static Keys of(List<String> wanted, List<EventColumn> columns, String table) {
    if (wanted.isEmpty()) {
      return NONE;
    }
    List<String> names = columns.stream().map(EventColumn::name).toList();
    List<String> all = new ArrayList<>(wanted);
    String tenant = Own.TENANT.column();
    if (names.contains(tenant) && !all.contains(tenant)) {
      all.add(tenant);
    }
    for (String name : all) {
      if (!names.contains(name)) {
        throw new SinkFault("merge.%s.on: the table has no column %s".formatted(table, name));
      }
    }
    int[] places = all.stream().mapToInt(names::indexOf).toArray();
    return new Keys(Arrays.stream(places).mapToObj(columns::get).toList(), places);
  }

  boolean isNone() {
    return columns.isEmpty();
  }

  /** The key of a row; empty where a part of it has no value: such a row replaces nothing. */
  Optional<List<Object>> of(@Nullable Object[] row) {
    List<Object> key = new ArrayList<>(places.length);
    for (int place : places) {
      Object value = row[place];
      if (value == null) {
        return Optional.empty();
      }
      key.add(value);
    }
    return Optional.of(key);
  }

  /** Likewise, where a row is nothing but these columns. */
  static Optional<List<Object>> whole(@Nullable Object[] row) {
    List<Object> key = new ArrayList<>(row.length);
    for (Object value : row) {
      if (value == null) {
        return Optional.empty();
      }
      key.add(value);
    }
    return Optional.of(key);
  }
}
