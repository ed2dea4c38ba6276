package io.penstock.deadletter;

import io.penstock.log.Failure;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What dead letters can be told apart by, and how the database is asked for it. */
public enum Filter {
  SINK("sink = ?"),
  TOPIC("origin_topic = ?"),
  CLASS("error_class = ?"),
  CODE("error_code = ?"),
  STATE("state = ?"),
  SINCE("dead_at_millis >= ?"),
  UNTIL("dead_at_millis < ?"),
  TYPE("type = ?"),
  TENANT("tenant = ?"),
  EVENT("event_id = ?"),
  REPLAY("replay = ?"),
  /** A part of the reason, whatever its case. */
  TEXT("LOWER(error_message) LIKE ? ESCAPE '!'");

  /** A value that a filter cannot have; the message says what it can. */
  public static final class Unusable extends Exception {
    public Unusable(String message) {
      super(message);
    }
  }

  private final String sql;

  Filter(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  /** As requests and options write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Filter> of(String text) {
    return Stream.of(values()).filter(filter -> filter.text().equals(text)).findFirst();
  }

  public static List<String> names() {
    return Stream.of(values()).map(Filter::text).toList();
  }

  Object value(String text) throws Unusable {
    return switch (this) {
      case SINCE, UNTIL -> millis(text);
      case STATE -> oneOf(Stream.of(State.values()).map(State::text).toList(), text);
      case CLASS -> oneOf(Stream.of(Failure.Kind.values()).map(Failure.Kind::text).toList(), text);
      case TEXT -> '%' + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + '%';
      case SINK, TOPIC, CODE, TYPE, TENANT, EVENT, REPLAY -> text;
    };
  }

  private Long millis(String text) throws Unusable {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException noTime) {
      throw new Unusable(
          "%s: '%s' is not a time such as 2026-01-31T12:00:00Z".formatted(text(), text));
    }
  }

  private String oneOf(List<String> all, String text) throws Unusable {
    if (!all.contains(text)) {
      throw new Unusable("%s: '%s' is not one of %s".formatted(text(), text, all));
    }
    return text;
  }
}
