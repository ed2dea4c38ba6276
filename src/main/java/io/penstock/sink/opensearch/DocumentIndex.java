package io.penstock.sink.opensearch;

import io.penstock.event.Event;
import io.penstock.event.Stream;
import io.penstock.sink.Rows;
import io.penstock.sink.opensearch.OpenSearchConfig.Indices;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which index a stream's events are in.
 *
 * @param base the name of the data stream, or what the names of the daily indices begin with
 * @param daysBack an event that is older when it is received stands with those of the day of its
 *     receipt. Senders choose times: else one of them could have an index made for every day since
 *     the year 0, and a cluster takes only so many
 */
record DocumentIndex(String base, Indices kind, int daysBack) {
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int DAYS_AHEAD = 1;

  static DocumentIndex of(Stream stream, OpenSearchConfig config) {
    return new DocumentIndex(
        config.indexPrefix() + stream.name(),
        config.indices(),
        Math.toIntExact(config.lateAfter().toDays()));
  }

  /** What all its indices are found by, and hardly any of others; holds until the year 2999. */
  String pattern() {
    return isDaily() ? base + "-2*-*-*" : base;
  }

  /** What its indices are listed by; those of a data stream have names of their own. */
  String indicesPattern() {
    return isDaily() ? pattern() : ".ds-" + base + "-*";
  }

  String template() {
    return "penstock-" + base;
  }

  boolean isDaily() {
    return kind == Indices.DAILY;
  }

  String nameOf(Event event) {
    return isDaily() ? base + "-" + LocalDate.ofEpochDay(day(event)) : base;
  }

  /** Whose day's index it is in; in days since 1970. */
  long day(Event event) {
    return day(event.timeMicros(), event.receivedAtMicros());
  }

  private long day(long timeMicros, long receivedAtMicros) {
    long day = Math.floorDiv(timeMicros, DAY_MICROS);
    long today = Math.floorDiv(receivedAtMicros, DAY_MICROS);
    return day < today - daysBack || day > today + DAYS_AHEAD ? today : day;
  }

  /** When the index may be over that such an event is in: at the end of its day. */
  Instant endOf(long timeMicros, long receivedAtMicros) {
    long day =
        isDaily()
            ? day(timeMicros, receivedAtMicros)
            : Math.floorDiv(receivedAtMicros, DAY_MICROS) - 1;
    return LocalDate.ofEpochDay(day + 1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Two events with one id are one document in one index. */
  Rows.Key key() {
    return isDaily() ? this::day : Rows.Key.TENANT_ID;
  }

  /** Whether an index of that name is one of these; others may have longer names. */
  boolean has(String index) {
    return isDaily()
        ? dayOf(index).isPresent()
        : index.matches("\\.ds-" + Pattern.quote(base) + "-\\d+");
  }

  /** The day whose events a daily index of this stream holds; empty for every other name. */
  Optional<LocalDate> dayOf(String index) {
    if (!isDaily() || !index.startsWith(base + "-")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(index.substring(base.length() + 1)));
    } catch (DateTimeParseException another) {
      return Optional.empty();
    }
  }
}
