package io.penstock.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final Retention week = new Retention(Period.Length.DAY, Optional.of(Duration.ofDays(7)));
  private final Retention weekOfMonths =
      new Retention(Period.Length.MONTH, Optional.of(Duration.ofDays(7)));
  private final Retention forever = new Retention(Period.Length.DAY, Optional.empty());

  @Test
  void aDayGoesWhenAllOfItIsOlder() {
    assertThat(week.keptFrom(NOW)).contains(LocalDate.of(2026, 11, 15));
    assertThat(week.keptFrom(Instant.parse("2026-11-22T23:59:59.999Z")))
        .contains(LocalDate.of(2026, 11, 15));
    assertThat(week.keptFrom(Instant.parse("2026-11-23T00:00:00Z")))
        .contains(LocalDate.of(2026, 11, 16));
    assertThat(week.keeps(LocalDate.of(2026, 11, 15), NOW)).isTrue();
    assertThat(week.keeps(LocalDate.of(2026, 11, 14), NOW)).isFalse();
  }

  @Test
  void aMonthGoesWhenAllOfItIsOlder() {
    assertThat(weekOfMonths.keptFrom(NOW)).contains(LocalDate.of(2026, 11, 1));
    assertThat(weekOfMonths.keptFrom(Instant.parse("2026-12-07T23:59:59Z")))
        .contains(LocalDate.of(2026, 11, 1));
    assertThat(weekOfMonths.keptFrom(Instant.parse("2026-12-08T00:00:00Z")))
        .contains(LocalDate.of(2026, 12, 1));
  }

  @Test
  void nothingGoesWhereNobodySaidSo() {
    assertThat(forever.keptFrom(NOW)).isEmpty();
    assertThat(forever.keeps(LocalDate.of(1, 1, 1), NOW)).isTrue();
    assertThat(forever.surelyKeeps(Long.MIN_VALUE, NOW)).isTrue();
  }

  @Test
  void whatGoesWhileAComparisonRunsIsNotSureToBeThere() {
    long lastOfTheDay = micros("2026-11-15T23:59:59.999Z");

    assertThat(week.surelyKeeps(lastOfTheDay, Instant.parse("2026-11-22T17:59:59Z"))).isTrue();
    assertThat(week.surelyKeeps(lastOfTheDay, Instant.parse("2026-11-22T18:00:00Z"))).isFalse();
    assertThat(week.surelyKeeps(Long.MIN_VALUE, NOW)).isFalse();
    assertThat(week.surelyKeeps(Long.MAX_VALUE, NOW)).isTrue();
  }

  private static long micros(String time) {
    return TimeUnit.MILLISECONDS.toMicros(Instant.parse(time).toEpochMilli());
  }
}
