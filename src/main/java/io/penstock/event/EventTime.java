package io.penstock.event;

import io.penstock.event.json.Fields;

/** When an event says it happened. */
final class EventTime {
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
  static long micros(Fields event, int field) {
    if (event.isText(field)) {
      return Rfc3339.micros(event.bytes(), event.from(field) + 1, event.to(field) - 1);
    }
    return event.isNumber(field)
        ? ofMillis(event.bytes(), event.from(field), event.to(field))
        : Rfc3339.NONE;
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
