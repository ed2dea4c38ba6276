package io.penstock.sink.parquet;

import io.penstock.event.Event;
import io.penstock.event.json.FieldNames;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.MalformedJson;
import io.penstock.sink.Row;
import io.penstock.sink.parquet.EventColumn.Own;
import io.penstock.sink.parquet.EventColumn.Source;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Reads the events of one partition into the values of columns. One thread at a time. */
final class RowReader {
  private final List<EventColumn> columns;
  private final Binary topic;
  private final int partition;
  private final boolean wantsFields;
  private final Fields fields;
  private final Cell[] cells;
  private final boolean[] required;
  private final JsonScanner scanner = new JsonScanner();
  private final @Nullable Object[] values;
  private final Repeated tenants = new Repeated();
  private final Repeated types = new Repeated();

  /** Where the value of a column comes from; settled once, since it is asked for each event. */
  private interface Cell {
    @Nullable Object of(Row row) throws Misfit;
  }

  /** Most events have the tenant and the type of the one before. */
  private static final class Repeated {
    private String text = "";
    private Binary binary = Binary.EMPTY;

    Binary binary(String next) {
      if (!next.equals(text)) {
        text = next;
        binary = ColumnType.binary(next);
      }
      return binary;
    }
  }

  RowReader(List<EventColumn> columns, String topic, int partition) {
    this.columns = columns;
    this.topic = ColumnType.binary(topic);
    this.partition = partition;
    List<String> wanted = fieldsOf(columns);
    this.wantsFields = !wanted.isEmpty();
    this.fields = new Fields(new FieldNames(wanted), 0);
    this.cells = new Cell[columns.size()];
    this.required = new boolean[columns.size()];
    this.values = new @Nullable Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      EventColumn column = columns.get(i);
      cells[i] = cell(column, wanted.indexOf(column.name()));
      required[i] = column.isRequired();
    }
  }

  private static List<String> fieldsOf(List<EventColumn> columns) {
    return columns.stream()
        .filter(column -> column.source() instanceof Source.OfField)
        .map(EventColumn::name)
        .toList();
  }

  /** A value for each column, null where there is none; good until the next event is read. */
  @Nullable Object[] read(Row row) throws Misfit {
    if (wantsFields) {
      scan(row.event());
    }
    for (int i = 0; i < values.length; i++) {
      Object value = cells[i].of(row);
      if (value == null && required[i]) {
        throw new Misfit(
            row.event().offset(), columns.get(i).name(), "must have a value and has none");
      }
      values[i] = value;
    }
    return values;
  }

  private void scan(Event event) {
    try {
      scanner.reset(event.data(), 0, event.data().length);
      fields.read(scanner);
    } catch (MalformedJson impossible) {
      throw new IllegalStateException("this was read as JSON before", impossible);
    }
  }

  private Cell cell(EventColumn column, int number) {
    return switch (column.source()) {
      case Source.OfEvent(Own own) -> own(own);
      case Source.OfKind(int index) -> row -> held(row.event().columns()[index]);
      case Source.OfField _ -> row -> fitting(column, number, row);
    };
  }

  private Cell own(Own own) {
    return switch (own) {
      case TENANT -> row -> tenants.binary(row.event().tenant());
      case ID -> row -> ColumnType.binary(row.event().id());
      case TYPE -> row -> row.event().type().isEmpty() ? null : types.binary(row.event().type());
      case TIME -> row -> row.event().timeMicros();
      case RECEIVED_AT -> row -> row.event().receivedAtMicros();
      case CONTENT_HASH -> Row::contentHash;
      case DATA -> row -> Binary.fromConstantByteArray(row.event().data());
      case TOPIC -> row -> topic;
      case PARTITION -> row -> partition;
      case OFFSET -> row -> row.event().offset();
    };
  }

  private static @Nullable Object held(@Nullable Object value) {
    return value instanceof String text ? ColumnType.binary(text) : value;
  }

  private @Nullable Object fitting(EventColumn column, int number, Row row) throws Misfit {
    if (!fields.hasValue(number)) {
      return null;
    }
    Object value = column.type().valueOf(fields, number);
    if (value == null) {
      throw new Misfit(row.event().offset(), column.name(), "is no " + column.type().wanted());
    }
    return value;
  }
}
