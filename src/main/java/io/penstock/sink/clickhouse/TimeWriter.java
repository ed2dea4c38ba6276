package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.penstock.event.Rfc3339;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Times and dates: RFC 3339, a date, or a number of seconds since 1970, which is how ClickHouse
 * takes numbers.
 *
 * @param unitMicros what one unit of the column is; for precisions finer than a microsecond, 1
 * @param factor so many units are {@code unitMicros}
 * @param min the first unit that the column can hold
 * @param max the last
 */
record TimeWriter(long unitMicros, long factor, long min, long max, int size)
    implements ValueWriter {
  private static final long SECOND = 1_000_000;
  private static final long DAY = 86_400 * SECOND;

  /** DateTime64 and Date32 hold what lies between 1900 and 2299. */
  private static final long DAYS_TO_1900 = LocalDate.of(1900, 1, 1).toEpochDay();

  private static final long DAYS_TO_2300 = LocalDate.of(2300, 1, 1).toEpochDay();

  static Optional<TimeWriter> of(TypeName type) {
    return switch (type.name()) {
      case "Date" -> Optional.of(new TimeWriter(DAY, 1, 0, 0xffff, Short.BYTES));
      case "Date32" ->
          Optional.of(new TimeWriter(DAY, 1, DAYS_TO_1900, DAYS_TO_2300 - 1, Integer.BYTES));
      case "DateTime" -> Optional.of(new TimeWriter(SECOND, 1, 0, 0xffff_ffffL, Integer.BYTES));
      case "DateTime64" -> Optional.of(ofPrecision(type.number(0)));
      default -> Optional.empty();
    };
  }

  /** Nanoseconds since 1970 leave a {@code long} in the year 2262. */
  private static TimeWriter ofPrecision(int digits) {
    long perSecond = 1;
    for (int i = 0; i < digits; i++) {
      perSecond *= 10;
    }
    long last = Math.min(DAYS_TO_2300 * 86_400, Long.MAX_VALUE / perSecond) * perSecond - 1;
    return new TimeWriter(
        Math.max(1, SECOND / perSecond),
        Math.max(1, perSecond / SECOND),
        DAYS_TO_1900 * 86_400 * perSecond,
        last,
        Long.BYTES);
  }

  /** What is finer than the column's unit is cut off. */
  @Override
  public void write(byte[] json, int from, int to, RowBytes out) throws Unfit {
    long units = Math.floorDiv(micros(json, from, to), unitMicros);
    if (units < Math.floorDiv(min, factor) || units > max / factor) {
      throw new Unfit(Unfit.RANGE, "is a time that the column cannot hold");
    }
    write(units * factor, out);
  }

  /** What the column cannot hold becomes the nearest time that it can. */
  void writeNearest(long micros, RowBytes out) {
    long units =
        Math.clamp(Math.floorDiv(micros, unitMicros), Math.floorDiv(min, factor), max / factor);
    write(units * factor, out);
  }

  private void write(long units, RowBytes out) {
    switch (size) {
      case Short.BYTES -> out.int16(units);
      case Integer.BYTES -> out.int32(units);
      default -> out.int64(units);
    }
  }

  private static long micros(byte[] json, int from, int to) throws Unfit {
    String text = ValueWriters.content(json, from, to);
    byte[] ascii = text.getBytes(US_ASCII);
    long micros = Rfc3339.micros(ascii, 0, ascii.length);
    if (micros != Rfc3339.NONE) {
      return micros;
    }
    try {
      return text.matches("\\d{4}-.*")
          ? Math.multiplyExact(LocalDate.parse(text).toEpochDay(), DAY)
          : NumberWriters.number(json, from, to)
              .movePointRight(6)
              .setScale(0, RoundingMode.FLOOR)
              .longValueExact();
    } catch (DateTimeException | ArithmeticException none) {
      throw new Unfit(
          Unfit.TYPE,
          "is no time: neither RFC 3339, such as 2024-01-01T00:00:00Z, nor a number of seconds");
    }
  }
}
