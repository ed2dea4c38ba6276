package io.penstock.sink.parquet;

import io.penstock.config.Section;
import io.penstock.event.Column;
import io.penstock.event.EventLayout;
import io.penstock.event.Stream;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.parquet.EventColumn.Own;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Fields that have columns of their own because somebody wants them.
 *
 * @param byStream their types by their names, by the names of streams
 */
public record FieldColumns(Map<String, Map<String, ColumnType>> byStream) {
  /** From the key {@code columns}. */
  public static FieldColumns read(Section section) {
    Map<String, Map<String, ColumnType>> columns = new LinkedHashMap<>();
    section.sections("columns").forEach((stream, fields) -> columns.put(stream, columnsOf(fields)));
    return new FieldColumns(columns);
  }

  private static Map<String, ColumnType> columnsOf(Section fields) {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    for (ColumnType type : ColumnType.values()) {
      String key = type.name().toLowerCase(Locale.ROOT);
      for (String field : fields.texts(key, List.of())) {
        if (isOwn(field) || columns.put(field, type) != null) {
          fields.reject(key, "'" + field + "' is the name of a column already");
        }
      }
    }
    return columns;
  }

  private static boolean isOwn(String field) {
    return Arrays.stream(Own.values()).anyMatch(own -> own.column().equals(field));
  }

  public Map<String, ColumnType> of(String stream) {
    return byStream.getOrDefault(stream, Map.of());
  }

  /**
   * Whether the sink takes all these streams, and none of them has such a column already.
   *
   * @throws SinkFault where that is not so
   */
  public void check(SinkSetup setup) {
    byStream.forEach((name, columns) -> check(columns.keySet(), streamIn(setup, name)));
  }

  private static Stream streamIn(SinkSetup setup, String name) {
    return setup.streams().stream()
        .filter(stream -> stream.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new SinkFault("columns: the sink takes no stream '" + name + "'"));
  }

  private static void check(Set<String> columns, Stream stream) {
    for (Column typed : EventLayout.columnsOf(stream)) {
      if (columns.contains(typed.name())) {
        throw new SinkFault(
            "columns: stream '%s' has a column '%s' already"
                .formatted(stream.name(), typed.name()));
      }
    }
  }
}
