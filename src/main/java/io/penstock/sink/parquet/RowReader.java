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
  private final int[] numbers;
  private final JsonScanner scanner = new JsonScanner();
  private final @Nullable Object[] values;
  private final Repeated tenants = new Repeated();
  private final Repeated types = new Repeated();

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
    this.numbers = columns.stream().mapToInt(column -> numberIn(wanted, column)).toArray();
    this.values = new @Nullable Object[columns.size()];
  }

  private static List<String> fieldsOf(List<EventColumn> columns) {
    return columns.stream()
        .filter(column -> column.source() instanceof Source.OfField)
        .map(EventColumn::name)
        .toList();
  }

  private static int numberIn(List<String> wanted, EventColumn column) {
    return column.source() instanceof Source.OfField ? wanted.indexOf(column.name()) : -1;
  }

  /** A value for each column, null where there is none; good until the next event is read. */
  @Nullable Object[] read(Row row) throws Misfit {
    if (wantsFields) {
      scan(row.event());
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i), numbers[i], row);
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

  private @Nullable Object value(EventColumn column, int number, Row row) throws Misfit {
    Object value =
        switch (column.source()) {
          case Source.OfEvent(Own own) -> own(own, row);
          case Source.OfKind(int index) -> held(row.event().columns()[index]);
          case Source.OfField _ -> fitting(column, number, row);
        };
    if (value == null && column.isRequired()) {
      throw new Misfit(row.event().offset(), column.name(), "must have a value and has none");
    }
    return value;
  }

  private @Nullable Object own(Own own, Row row) {
    Event event = row.event();
    return switch (own) {
      case TENANT -> tenants.binary(event.tenant());
      case ID -> ColumnType.binary(event.id());
      case TYPE -> event.type().isEmpty() ? null : types.binary(event.type());
      case TIME -> event.timeMicros();
      case RECEIVED_AT -> event.receivedAtMicros();
      case CONTENT_HASH -> row.contentHash();
      case DATA -> Binary.fromConstantByteArray(event.data());
      case TOPIC -> topic;
      case PARTITION -> partition;
      case OFFSET -> event.offset();
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
