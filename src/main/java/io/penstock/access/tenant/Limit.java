package io.penstock.access.tenant;

import io.penstock.config.Units;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something that a tenant may be held to. */
public enum Limit {
  EVENTS_PER_SECOND(Unit.EVENTS, 1, 100_000_000),
  BYTES_PER_SECOND(Unit.BYTES, 1 << 10, 10L << 30),
  /** A day is one of UTC. */
  EVENTS_PER_DAY(Unit.EVENTS, 1, 1L << 50),
  BYTES_PER_DAY(Unit.BYTES, 1 << 10, 1L << 60),
  /** Of a request's body, before inflating and after; these and those below only narrow. */
  REQUEST_BYTES_MAX(Unit.BYTES, 1 << 10, 256 << 20),
  /** In one request. */
  EVENTS_MAX(Unit.EVENTS, 1, 100_000),
  EVENT_BYTES_MAX(Unit.BYTES, 64, 64 << 20),
  /** Of the custom properties of an analytics event, as of the two below. */
  PROPERTIES_MEMBERS_MAX(Unit.COUNT, 1, 10_000),
  PROPERTIES_DEPTH_MAX(Unit.COUNT, 1, 63),
  PROPERTIES_BYTES_MAX(Unit.BYTES, 16, 64 << 20);

  /** Where there is no limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  public static final String UNLIMITED_WORD = "unlimited";

  public static final List<String> WORDS =
      Arrays.stream(values()).map(limit -> limit.word()).toList();

  private final Unit unit;
  private final long min;
  private final long max;

  private enum Unit {
    EVENTS,
    COUNT,
    BYTES
  }

  Limit(Unit unit, long min, long max) {
    this.unit = unit;
    this.min = min;
    this.max = max;
  }

  /** As configurations, commands and the database name it, such as {@code events-per-second}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Limit> named(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word().equals(word)).findFirst();
  }

  /** Whether it counts bytes, and not events. */
  public boolean isOfBytes() {
    return unit == Unit.BYTES;
  }

  /** Whether it is about one request or event, and not about how many come. */
  public boolean isOfPayload() {
    return switch (this) {
      case EVENTS_PER_SECOND, BYTES_PER_SECOND, EVENTS_PER_DAY, BYTES_PER_DAY -> false;
      default -> true;
    };
  }

  /** Empty for what is no such limit: {@link #wanted()} says what is. */
  public Optional<Long> read(String text) {
    if (text.equals(UNLIMITED_WORD)) {
      return Optional.of(UNLIMITED);
    }
    Optional<Long> number = unit == Unit.BYTES ? Units.bytes(text) : whole(text);
    return number.filter(value -> value >= min && value <= max);
  }

  private static Optional<Long> whole(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** As it is read again. */
  public String text(long value) {
    if (value == UNLIMITED) {
      return UNLIMITED_WORD;
    }
    return unit == Unit.BYTES ? Units.text(value) : Long.toString(value);
  }

  /** What it may be, in words. */
  public String wanted() {
    return "%s, or %s to %s%s"
        .formatted(
            UNLIMITED_WORD, text(min), text(max), unit == Unit.BYTES ? ", such as 128KB" : "");
  }
}
