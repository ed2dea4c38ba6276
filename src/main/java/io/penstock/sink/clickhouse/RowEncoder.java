package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.penstock.event.Event;
import io.penstock.event.Stream;
import io.penstock.event.json.FieldNames;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.MalformedJson;
import io.penstock.sink.Batch;
import io.penstock.sink.Complaint;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Row;
import io.penstock.sink.SetAside;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the events of one stream as rows of its table. One thread at a time. */
final class RowEncoder {
  private static final int ROW_BYTES_MORE = 128;

  private final FoundTable table;
  private final RowFormat format;
  private final String statement;
  private final byte[] header;
  private final Fields fields;
  private final JsonScanner scanner = new JsonScanner();
  private final ContentHash hash = new ContentHash();

  RowEncoder(Stream stream, FoundTable table, RowFormat format) {
    this.table = table;
    this.format = format;
    this.header = format.header();
    this.fields = Fields.andOthers(new FieldNames(namesOf(stream, format)));
    this.statement =
        "INSERT INTO %s (%s) FORMAT %s"
            .formatted(
                table.table().quoted(),
                format.columns().stream().map(Table::quoted).collect(joining(", ")),
                format.name());
  }

  /** Those with a place in the row, and behind them those that every row shows already. */
  private static List<String> namesOf(Stream stream, RowFormat format) {
    Set<String> names = new LinkedHashSet<>(format.fields());
    names.add(stream.idField());
    stream.typeField().ifPresent(names::add);
    stream.timeField().ifPresent(names::add);
    return List.copyOf(names);
  }

  Insert encode(Batch batch) {
    var source = new RowFormat.Source(batch.topic().getBytes(UTF_8), batch.partition());
    List<Event> events = batch.events();
    var rows = new RowBytes(bytesExpected(events));
    int[] ends = new int[events.size()];
    long[] offsets = new long[events.size()];
    long[] marks = new long[events.size()];
    List<SetAside> aside = new ArrayList<>();
    int count = 0;
    for (Event event : events) {
      int from = rows.length();
      try {
        read(event);
        var row = new Row(event, hash.of(event.data()));
        format.write(row, source, fields, rows);
        ends[count] = rows.length();
        marks[count] = Mark.of(row);
        offsets[count++] = event.offset();
      } catch (RowFormat.Misfit misfit) {
        rows.cutTo(from);
        aside.add(new SetAside(event.offset(), complaint(misfit)));
      }
    }
    return new Insert(
        batch,
        aside,
        table,
        statement,
        header,
        rows.array(),
        Arrays.copyOf(ends, count),
        Arrays.copyOf(offsets, count),
        Arrays.copyOf(marks, count));
  }

  private static int bytesExpected(List<Event> events) {
    long bytes = events.stream().mapToLong(event -> event.data().length + ROW_BYTES_MORE).sum();
    return Math.toIntExact(Math.min(bytes + bytes / 2, Integer.MAX_VALUE / 2));
  }

  private void read(Event event) {
    try {
      scanner.reset(event.data(), 0, event.data().length);
      fields.read(scanner);
    } catch (MalformedJson impossible) {
      throw new IllegalStateException("this was read as JSON before", impossible);
    }
  }

  private static Complaint complaint(RowFormat.Misfit misfit) {
    return new Complaint(
        Integer.toString(misfit.code()),
        misfit.column(),
        "the value of " + misfit.column() + " " + misfit.getMessage());
  }
}
