package io.penstock.event;

import java.time.LocalDate;

/** Reads times as RFC 3339 writes them, straight from the bytes. */
public final class Rfc3339 {
  /** What {@link #micros} answers where there is no time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Rfc3339() {}

  /**
   * Microseconds since 1970-01-01T00:00:00Z, finer fractions cut off; {@link #NONE} where {@code
   * bytes[from, to)} is no such time. A leap second counts as the second after it.
   */
  public static long micros(byte[] bytes, int from, int to) {
    if (to - from < 20 || !hasShape(bytes, from)) {
      return NONE;
    }
    int year = number(bytes, from, 4);
    int month = number(bytes, from + 5, 2);
    int day = number(bytes, from + 8, 2);
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    if (!isDate(year, month, day)
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 60) {
      return NONE;
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * 86_400
            + hour * 3_600L
            + minute * 60L
            + second;
    return withFraction(bytes, from + 19, to, seconds);
  }

  private static boolean hasShape(byte[] bytes, int from) {
    return bytes[from + 4] == '-'
        && bytes[from + 7] == '-'
        && (bytes[from + 10] | 0x20) == 't'
        && bytes[from + 13] == ':'
        && bytes[from + 16] == ':';
  }

  private static boolean isDate(int year, int month, int day) {
    return year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= DAYS[month - 1]
        && (month != 2 || day < 29 || LocalDate.of(year, 1, 1).isLeapYear());
  }

  private static long withFraction(byte[] bytes, int from, int to, long seconds) {
    int at = from;
    long micros = 0;
    if (bytes[at] == '.') {
      int digits = 0;
      for (at++; at < to && isDigit(bytes[at]); at++, digits++) {
        micros = digits < 6 ? micros * 10 + (bytes[at] - '0') : micros;
      }
      if (digits == 0) {
        return NONE;
      }
      for (; digits < 6; digits++) {
        micros *= 10;
      }
    }
    long offset = offsetSeconds(bytes, at, to);
    return offset == NONE ? NONE : (seconds - offset) * 1_000_000 + micros;
  }

  private static long offsetSeconds(byte[] bytes, int from, int to) {
    if (to - from == 1 && (bytes[from] | 0x20) == 'z') {
      return 0;
    }
    if (to - from != 6 || (bytes[from] != '+' && bytes[from] != '-') || bytes[from + 3] != ':') {
      return NONE;
    }
    int hours = number(bytes, from + 1, 2);
    int minutes = number(bytes, from + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return bytes[from] == '-' ? -seconds : seconds;
  }

  /** So many digits as a number; -1 where one is none. */
  private static int number(byte[] bytes, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      if (!isDigit(bytes[i])) {
        return -1;
      }
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
