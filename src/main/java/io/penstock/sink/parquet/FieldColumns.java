package io.penstock.sink.parquet;

import io.penstock.config.Section;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.parquet.EventColumn.Own;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
   * Whether the sink takes all these streams.
   *
   * @throws SinkFault where it does not
   */
  public void check(SinkSetup setup) {
    for (String stream : byStream.keySet()) {
      if (setup.streams().stream().noneMatch(it -> it.name().equals(stream))) {
        throw new SinkFault("columns: the sink takes no stream '" + stream + "'");
      }
    }
  }
}
