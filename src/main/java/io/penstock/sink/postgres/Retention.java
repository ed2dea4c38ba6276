package io.penstock.sink.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long rows are kept, by the time of their event: as long as the whole period that it lies in.
 *
 * @param deleteAfter counted from the end of the period; empty where nothing is deleted
 */
record Retention(Period.Length length, Optional<Duration> deleteAfter) {
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

  /** What is deleted while a comparison runs must not be missed by it. */
  private static final Duration COMPARING_MAX = Duration.ofHours(6);

  /** The first day that is kept; empty where all are. */
  Optional<LocalDate> keptFrom(Instant now) {
    return deleteAfter.map(
        age -> Period.of(LocalDate.ofInstant(now.minus(age), ZoneOffset.UTC), length).from());
  }

  boolean keeps(LocalDate day, Instant now) {
    return keptFrom(now).filter(day::isBefore).isEmpty();
  }

  /** Whether it is kept, and for as long as a comparison takes. */
  boolean surelyKeeps(long timeMicros, Instant now) {
    return keeps(
        LocalDate.ofEpochDay(Math.floorDiv(timeMicros, DAY_MICROS)), now.plus(COMPARING_MAX));
  }
}
