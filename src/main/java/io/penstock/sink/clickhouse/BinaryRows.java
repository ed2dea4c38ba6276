package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Event;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonText;
import io.penstock.sink.CleanText;
import io.penstock.sink.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Rows in ClickHouse's RowBinary format, with names and types before them: where somebody has given
 * a column another type meanwhile, the server refuses the insert instead of taking bytes for what
 * they are not.
 */
final class BinaryRows implements RowFormat {
  /** Writes a column of one row. */
  @FunctionalInterface
  private interface Cell {
    void write(Row row, Source source, Fields fields, RowBytes out) throws Unfit;
  }

  @FunctionalInterface
  private interface Text {
    byte[] of(Row row, Source source);
  }

  @FunctionalInterface
  private interface Whole {
    long of(Row row, Source source);
  }

  private record Target(String column, String type, Cell cell) {}

  private final List<Target> targets = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();

  BinaryRows(FoundTable table) {
    for (FoundTable.Column column : table.columns()) {
      cellOf(column).ifPresent(cell -> targets.add(new Target(column.name(), column.type(), cell)));
    }
  }

  private Optional<Cell> cellOf(FoundTable.Column column) {
    TypeName type = column.typeName();
    return switch (column.name()) {
      case "tenant" -> text(type, (row, source) -> CleanText.utf8(row.event().tenant()));
      case "id" -> text(type, (row, source) -> CleanText.utf8(row.event().id()));
      case "type" -> text(type, (row, source) -> CleanText.utf8(row.event().type()));
      case "data" -> data(type);
      case Table.TOPIC -> text(type, (row, source) -> source.topic());
      case "time" -> time(type, Event::timeMicros);
      case "received_at" -> time(type, Event::receivedAtMicros);
      case "content_hash" -> number(type, (row, source) -> row.contentHash());
      case Table.PARTITION -> number(type, (row, source) -> source.partition());
      case Table.OFFSET -> number(type, (row, source) -> row.event().offset());
      case Table.VERSION -> number(type, (row, source) -> Version.of(row.event()));
      case Table.EXTRA -> ValueWriters.of(type).map(BinaryRows::extra);
      default ->
          column
              .otherwise()
              .flatMap(none -> ValueWriters.of(type).map(it -> field(column.name(), it, none)));
    };
  }

  private static Optional<Cell> text(TypeName type, Text text) {
    return type.unwrapped().name().equals("String")
        ? Optional.of((row, source, fields, out) -> out.text(text.of(row, source)))
        : throughJson(
            type, (row, source) -> JsonText.quoted(new String(text.of(row, source), UTF_8)));
  }

  /** The columns that we make keep every microsecond of every year. */
  private static Optional<Cell> time(TypeName type, ToLongFunction<Event> micros) {
    return type.name().equals("DateTime64") && type.number(0) == 6
        ? Optional.of((row, source, fields, out) -> out.int64(micros.applyAsLong(row.event())))
        : TimeWriter.of(type)
            .map(
                writer ->
                    (row, source, fields, out) ->
                        writer.writeNearest(micros.applyAsLong(row.event()), out));
  }

  private static Optional<Cell> number(TypeName type, Whole number) {
    return switch (type.name()) {
      case "Int64", "UInt64" ->
          Optional.of((row, source, fields, out) -> out.int64(number.of(row, source)));
      case "Int32", "UInt32" ->
          Optional.of((row, source, fields, out) -> out.int32(number.of(row, source)));
      default -> Optional.empty();
    };
  }

  private static Optional<Cell> throughJson(TypeName type, Text json) {
    return ValueWriters.of(type)
        .map(
            writer ->
                (row, source, fields, out) -> {
                  byte[] value = json.of(row, source);
                  writer.write(value, 0, value.length, out);
                });
  }

  /** The event's bytes; a column of the type JSON takes them for what they are. */
  private static Optional<Cell> data(TypeName type) {
    Text data = (row, source) -> row.event().data();
    return type.name().equals("JSON") ? throughJson(type, data) : text(type, data);
  }

  private Cell field(String name, ValueWriter writer, byte[] otherwise) {
    int field = fields.size();
    fields.add(name);
    return (row, source, event, out) -> {
      if (event.hasValue(field)) {
        writer.write(event.bytes(), event.from(field), event.to(field), out);
      } else {
        out.verbatim(otherwise);
      }
    };
  }

  private static Cell extra(ValueWriter writer) {
    return (row, source, event, out) -> {
      byte[] others = Json.others(event);
      writer.write(others, 0, others.length, out);
    };
  }

  @Override
  public String name() {
    return "RowBinaryWithNamesAndTypes";
  }

  @Override
  public List<String> columns() {
    return targets.stream().map(Target::column).toList();
  }

  @Override
  public List<String> fields() {
    return List.copyOf(fields);
  }

  @Override
  public byte[] header() {
    var header = new RowBytes(64 * targets.size());
    header.size(targets.size());
    targets.forEach(target -> header.text(target.column().getBytes(UTF_8)));
    targets.forEach(target -> header.text(target.type().getBytes(UTF_8)));
    return Arrays.copyOf(header.array(), header.length());
  }

  @Override
  public void write(Row row, Source source, Fields event, RowBytes out) throws Misfit {
    for (Target target : targets) {
      try {
        target.cell().write(row, source, event, out);
      } catch (Unfit unfit) {
        throw new Misfit(target.column(), unfit);
      }
    }
  }
}
