package io.penstock.sink.postgres;

import io.penstock.event.Event;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.Row;
import io.penstock.sink.Rows;
import io.penstock.sink.SetAside;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A batch as COPY takes it.
 *
 * @param setAside those that do not fit the table, and give no row
 * @param rows what the table is to hold
 * @param days those the rows' times lie in
 */
record Copy(Batch batch, List<SetAside> setAside, Rows rows, ByteBuffer bytes, Set<LocalDate> days)
    implements Encoded {
  private static final int COMMON_COLUMNS = 7;
  private static final int BYTES_BESIDE_DATA = 256;
  private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

  static Copy of(Batch batch, List<SetAside> setAside, Rows unique) {
    List<Row> rows = unique.rows();
    rows.sort(Copy::byKey);
    return new Copy(batch, setAside, unique, bytesOf(rows), daysOf(rows));
  }

  /** In one order everywhere, so that two writers never wait for each other in a ring. */
  private static int byKey(Row one, Row other) {
    Event a = one.event();
    Event b = other.event();
    if (!a.tenant().equals(b.tenant())) {
      return a.tenant().compareTo(b.tenant());
    }
    int byId = a.id().compareTo(b.id());
    return byId != 0 ? byId : Long.compare(a.timeMicros(), b.timeMicros());
  }

  private static ByteBuffer bytesOf(List<Row> rows) {
    var bytes = new CopyBytes(sizeOf(rows));
    for (Row row : rows) {
      append(row, bytes);
    }
    return bytes.end();
  }

  private static int sizeOf(List<Row> rows) {
    long size = 0;
    for (Row row : rows) {
      size += BYTES_BESIDE_DATA + row.event().data().length;
    }
    return Math.toIntExact(size);
  }

  private static void append(Row row, CopyBytes to) {
    Event event = row.event();
    to.beginRow(COMMON_COLUMNS + event.columns().length);
    to.text(event.tenant());
    to.text(event.id());
    to.text(event.type().isEmpty() ? null : event.type());
    to.timestamp(event.timeMicros());
    to.timestamp(event.receivedAtMicros());
    to.bigint(row.contentHash());
    to.verbatim(event.data());
    for (@Nullable Object value : event.columns()) {
      append(value, to);
    }
  }

  private static void append(@Nullable Object value, CopyBytes to) {
    switch (value) {
      case null -> to.text(null);
      case Double number -> to.doublePrecision(number);
      case String text -> to.text(text);
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  private static Set<LocalDate> daysOf(List<Row> rows) {
    Set<LocalDate> days = new HashSet<>();
    long last = Long.MIN_VALUE;
    for (Row row : rows) {
      long day = Math.floorDiv(row.event().timeMicros(), MICROS_PER_DAY);
      if (day != last) {
        days.add(LocalDate.ofEpochDay(day));
        last = day;
      }
    }
    return days;
  }
}
