package io.penstock.sink.postgres;

import java.time.LocalDate;
import java.util.Locale;

/** The time that one partition holds, in UTC: {@code [from, to)}. */
record Period(Length length, LocalDate from) {
  /** How much that is. */
  enum Length {
    DAY,
    MONTH
  }

  /** The period that a day lies in. */
  static Period of(LocalDate day, Length length) {
    return switch (length) {
      case DAY -> new Period(length, day);
      case MONTH -> new Period(length, day.withDayOfMonth(1));
    };
  }

  LocalDate to() {
    return switch (length) {
      case DAY -> from.plusDays(1);
      case MONTH -> from.plusMonths(1);
    };
  }

  /** What the partition's name ends with, such as {@code 2026_11_21} or {@code 2026_11}. */
  String suffix() {
    return switch (length) {
      case DAY ->
          String.format(
              Locale.ROOT,
              "%04d_%02d_%02d",
              from.getYear(),
              from.getMonthValue(),
              from.getDayOfMonth());
      case MONTH -> String.format(Locale.ROOT, "%04d_%02d", from.getYear(), from.getMonthValue());
    };
  }
}
