package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonText;

/** When an event says it happened. */
public final class EventTime {
  static final String WANTED =
      "an RFC 3339 time such as 2024-01-01T00:00:00Z or an integer of epoch milliseconds";

  /** The last millisecond of the year 9999, which is as far as RFC 3339 can write. */
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  private static final int DIGITS_MAX = 15;

  private EventTime() {}

  /**
   * Microseconds since the epoch; {@link Rfc3339#NONE} where the field, which is there, holds no
   * time.
   */
  public static long micros(Fields event, int field) {
    if (event.isText(field)) {
      return ofText(event, field);
    }
    return event.isNumber(field)
        ? ofMillis(event.bytes(), event.from(field), event.to(field))
        : Rfc3339.NONE;
  }

  /** Likewise, of a text; some encoders write the sign of the offset as an escape. */
  public static long ofText(Fields event, int field) {
    int from = event.from(field) + 1;
    int to = event.to(field) - 1;
    long micros = Rfc3339.micros(event.bytes(), from, to);
    if (micros != Rfc3339.NONE || !JsonText.isEscaped(event.bytes(), from, to)) {
      return micros;
    }
    byte[] text = event.text(field).getBytes(UTF_8);
    return Rfc3339.micros(text, 0, text.length);
  }

  private static long ofMillis(byte[] bytes, int from, int to) {
    if (to - from > DIGITS_MAX) {
      return Rfc3339.NONE;
    }
    long millis = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return Rfc3339.NONE;
      }
      millis = millis * 10 + bytes[i] - '0';
    }
    return millis <= MILLIS_MAX ? millis * 1_000 : Rfc3339.NONE;
  }
}
