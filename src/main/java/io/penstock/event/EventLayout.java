package io.penstock.event;

import io.penstock.event.analytics.AnalyticsFields;
import io.penstock.event.analytics.AnalyticsRules;
import io.penstock.event.cloudevents.CloudEventRules;
import io.penstock.event.json.FieldNames;
import io.penstock.event.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which top-level fields of a stream's events are read, and which number each has; -1 for a field
 * that the stream does not have.
 *
 * @param source what an id counts within, where it is unique only so
 */
public record EventLayout(
    FieldNames names,
    int id,
    int source,
    int type,
    int time,
    int session,
    List<Column> columns,
    int[] columnFields) {

  /** One value of one meter, as a scrape names it. */
  private static final List<Column> METRICS =
      List.of(
          new Column("node", Column.Type.TEXT),
          new Column("name", Column.Type.TEXT),
          new Column("labels", Column.Type.JSON),
          new Column("value", Column.Type.NUMBER));

  public static EventLayout of(Stream stream) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(stream.idField());
    stream.typeField().ifPresent(wanted::add);
    stream.timeField().ifPresent(wanted::add);
    stream.sessionField().ifPresent(wanted::add);
    if (stream.kind() == Stream.Kind.ANALYTICS) {
      wanted.addAll(AnalyticsRules.names());
    }
    if (stream.kind() == Stream.Kind.METRICS) {
      METRICS.forEach(column -> wanted.add(column.name()));
    }
    boolean cloudEvents = stream.kind() == Stream.Kind.CLOUDEVENTS;
    if (cloudEvents) {
      wanted.addAll(CloudEventRules.names());
    }
    var names = new FieldNames(new ArrayList<>(wanted));
    List<Column> columns = columnsOf(stream);
    return new EventLayout(
        names,
        names.numberOf(stream.idField()),
        cloudEvents ? names.numberOf("source") : -1,
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
      case METRICS -> METRICS;
      case OPEN, CLOUDEVENTS -> List.of();
    };
  }

  EventRules rulesOf(Stream stream) {
    return switch (stream.kind()) {
      case ANALYTICS -> new AnalyticsRules(names, stream.propertyLimits());
      case OPEN, METRICS -> stream.costlyRules().orElse(EventRules.NONE);
      case CLOUDEVENTS -> new CloudEventRules(names);
    };
  }

  /** Whether the event brings what it is known by. */
  boolean hasId(Fields event) {
    return isName(event, id) && (source < 0 || isName(event, source));
  }

  /**
   * The door lets in no others. Records that came another way may have an empty text there, or the
   * same object in all of them, and would pass for repeats of one event.
   */
  private static boolean isName(Fields event, int field) {
    return event.hasValue(field)
        && (event.isText(field) ? event.to(field) - event.from(field) > 2 : event.isNumber(field));
  }

  /** What the event is known by; only for one that brings it. */
  String idOf(Fields event) {
    return source < 0
        ? event.text(id)
        : CloudEventRules.identityOf(event.text(source), event.text(id));
  }

  /** The id as messages about the event show it; empty where it has none. */
  String readableId(Fields event) {
    boolean readable = event.has(id) && (event.isText(id) || event.isNumber(id));
    return readable ? EventId.abridged(event.text(id)) : "";
  }

  private static int numberOf(Optional<String> field, FieldNames names) {
    return field.map(names::numberOf).orElse(-1);
  }
}
