package io.penstock.sink.s3;

import io.penstock.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of an event: that of the hour when it happened, so that who asks for a time reads
 * little else. What came late is with the others of its hour of receipt, in a lane of its own:
 * senders choose times, and a batch must not become as many files as there are hours.
 */
record Hours(String stream, Duration lateAfter) {
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final DateTimeFormatter FOLDERS =
      DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hh='HH", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern FILE =
      Pattern.compile(
          ".*/dt=(\\d{4}-\\d\\d-\\d\\d)/hh=(\\d\\d)/[A-Za-z0-9._-]+\\+\\d+\\+\\d+-\\d+(-[0-9a-f]{16})?\\.[a-z.]+");

  /** An hour of events that came in time, or of those that came late; since 1970. */
  record Hour(boolean isLate, long number) {}

  Hour of(Event event) {
    boolean late = isLate(event);
    return new Hour(late, number(event, late));
  }

  /** Whether the event is of the hour, which takes no object to tell. */
  boolean isOf(Event event, Hour hour) {
    boolean late = isLate(event);
    return hour.isLate == late && hour.number == number(event, late);
  }

  private static long number(Event event, boolean late) {
    return Math.floorDiv(late ? event.receivedAtMicros() : event.timeMicros(), HOUR_MICROS);
  }

  /** What happens an hour ahead of its receipt is a clock that is wrong, and as good as late. */
  private boolean isLate(Event event) {
    long age = event.receivedAtMicros() - event.timeMicros();
    return age > lateAfter.toMillis() * 1_000 || age < -HOUR_MICROS;
  }

  /** Such as {@code stream=orders/dt=2026-11-22/hh=09/}. */
  String folderOf(Hour hour) {
    return folder(hour.isLate()) + FOLDERS.format(start(hour.number())) + "/";
  }

  /** What all files of the stream have in common. */
  String folder(boolean late) {
    return (late ? "late/" : "") + "stream=" + stream + "/";
  }

  /** When the hour of a file ends; empty for what is no file of ours. */
  static Optional<Instant> endOf(String fileName) {
    Matcher file = FILE.matcher(fileName);
    if (!file.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(file.group(1));
      return Optional.of(
          day.atStartOfDay(ZoneOffset.UTC)
              .plusHours(Integer.parseInt(file.group(2)) + 1L)
              .toInstant());
    } catch (DateTimeParseException noDay) {
      return Optional.empty();
    }
  }

  private static Instant start(long hour) {
    return Instant.ofEpochSecond(hour * 3_600);
  }
}
