package io.penstock.event;

import io.penstock.event.analytics.AnalyticsFields;
import io.penstock.event.analytics.AnalyticsRules;
import io.penstock.event.json.FieldNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which top-level fields of a stream's events are read, and which number each has; -1 for a field
 * that the stream does not have.
 */
public record EventLayout(
    FieldNames names,
    int id,
    int type,
    int time,
    int session,
    List<Column> columns,
    int[] columnFields) {

  public static EventLayout of(Stream stream) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(stream.idField());
    stream.typeField().ifPresent(wanted::add);
    stream.timeField().ifPresent(wanted::add);
    stream.sessionField().ifPresent(wanted::add);
    if (stream.kind() == Stream.Kind.ANALYTICS) {
      wanted.addAll(AnalyticsRules.names());
    }
    var names = new FieldNames(new ArrayList<>(wanted));
    List<Column> columns = columnsOf(stream);
    return new EventLayout(
        names,
        names.numberOf(stream.idField()),
        numberOf(stream.typeField(), names),
        numberOf(stream.timeField(), names),
        numberOf(stream.sessionField(), names),
        columns,
        columns.stream().mapToInt(column -> names.numberOf(column.name())).toArray());
  }

  /** The columns that the stream's table has beside those that every table has. */
  public static List<Column> columnsOf(Stream stream) {
    return switch (stream.kind()) {
      case ANALYTICS -> AnalyticsFields.columns();
      case OPEN -> List.of();
    };
  }

  EventRules rulesOf(Stream stream) {
    return switch (stream.kind()) {
      case ANALYTICS -> new AnalyticsRules(names);
      case OPEN -> stream.schema().map(EventRules.class::cast).orElse(EventRules.NONE);
    };
  }

  private static int numberOf(Optional<String> field, FieldNames names) {
    return field.map(names::numberOf).orElse(-1);
  }
}
