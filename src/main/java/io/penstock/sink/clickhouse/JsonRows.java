package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Event;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonText;
import io.penstock.sink.CleanText;
import io.penstock.sink.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in ClickHouse's JSONEachRow format: the server reads every type that it has, and decides
 * what fits.
 */
final class JsonRows implements RowFormat {
  private static final List<String> COMMON =
      List.of(
          "tenant",
          "id",
          "type",
          "time",
          "received_at",
          "content_hash",
          "data",
          Table.TOPIC,
          Table.PARTITION,
          Table.OFFSET,
          Table.VERSION);

  private final List<String> common = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();
  private final boolean hasExtra;

  JsonRows(FoundTable table) {
    for (FoundTable.Column column : table.columns()) {
      String name = column.name();
      if (COMMON.contains(name)) {
        common.add(name);
      } else if (!name.equals(Table.EXTRA)) {
        fields.add(name);
      }
    }
    hasExtra = table.column(Table.EXTRA).isPresent();
  }

  @Override
  public String name() {
    return "JSONEachRow";
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(common);
    columns.addAll(fields);
    if (hasExtra) {
      columns.add(Table.EXTRA);
    }
    return columns;
  }

  @Override
  public List<String> fields() {
    return List.copyOf(fields);
  }

  @Override
  public byte[] header() {
    return new byte[0];
  }

  @Override
  public void write(Row row, Source source, Fields event, RowBytes out) {
    out.int8('{');
    for (String column : common) {
      begin(column, out);
      out.verbatim(value(column, row, source));
      out.int8(',');
    }
    for (int i = 0; i < fields.size(); i++) {
      if (event.hasValue(i)) {
        begin(fields.get(i), out);
        CleanJson.write(event.bytes(), event.from(i), event.to(i), out);
        out.int8(',');
      }
    }
    if (hasExtra) {
      begin(Table.EXTRA, out);
      byte[] others = Json.others(event);
      CleanJson.write(others, 0, others.length, out);
      out.int8(',');
    }
    out.cutTo(out.length() - 1);
    out.int8('}');
    out.int8('\n');
  }

  private static void begin(String name, RowBytes out) {
    out.verbatim(JsonText.quoted(name));
    out.int8(':');
  }

  private static byte[] value(String column, Row row, Source source) {
    Event event = row.event();
    return switch (column) {
      case "tenant" -> quoted(event.tenant());
      case "id" -> quoted(event.id());
      case "type" -> quoted(event.type());
      case "time" -> time(event.timeMicros());
      case "received_at" -> time(event.receivedAtMicros());
      case "content_hash" -> ascii(Long.toString(row.contentHash()));
      case "data" -> JsonText.quoted(new String(event.data(), UTF_8));
      case Table.TOPIC -> JsonText.quoted(new String(source.topic(), UTF_8));
      case Table.PARTITION -> ascii(Integer.toString(source.partition()));
      case Table.OFFSET -> ascii(Long.toString(event.offset()));
      case Table.VERSION -> ascii(Long.toUnsignedString(Version.of(event)));
      default -> throw new IllegalArgumentException("no common column " + column);
    };
  }

  private static byte[] quoted(String text) {
    return JsonText.quoted(new String(CleanText.utf8(text), UTF_8));
  }

  private static byte[] time(long micros) {
    return ascii('"' + Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString() + '"');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(UTF_8);
  }
}
