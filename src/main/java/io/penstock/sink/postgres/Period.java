package io.penstock.sink.postgres;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time that one partition holds, in UTC: {@code [from, to)}. */
record Period(Length length, LocalDate from) {
  /** How much that is. */
  enum Length {
    DAY,
    MONTH
  }

  private static final Pattern SUFFIX = Pattern.compile("(\\d{4})_(\\d{2})(_\\d{2})?");

  /** The period that a day lies in. */
  static Period of(LocalDate day, Length length) {
    return switch (length) {
      case DAY -> new Period(length, day);
      case MONTH -> new Period(length, day.withDayOfMonth(1));
    };
  }

  /** The period of such a name; empty where it is no period's. */
  static Optional<Period> ofSuffix(String suffix) {
    Matcher parts = SUFFIX.matcher(suffix);
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean isMonth = parts.group(3) == null;
    try {
      LocalDate from = LocalDate.parse((isMonth ? suffix + "_01" : suffix).replace('_', '-'));
      return Optional.of(of(from, isMonth ? Length.MONTH : Length.DAY));
    } catch (DateTimeParseException noDay) {
      return Optional.empty();
    }
  }

  LocalDate to() {
    return switch (length) {
      case DAY -> from.plusDays(1);
      case MONTH -> from.plusMonths(1);
    };
  }

  Period next() {
    return new Period(length, to());
  }

  /** As PostgreSQL takes it, and shows it to a session in UTC. */
  String bounds() {
    return "FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')".formatted(from, to());
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
