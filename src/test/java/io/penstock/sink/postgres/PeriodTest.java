package io.penstock.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PeriodTest {
  private static final LocalDate LEAP_DAY = LocalDate.of(2024, 2, 29);

  @Test
  void aDayEndsWhereTheNextBegins() {
    Period day = Period.of(LEAP_DAY, Period.Length.DAY);

    assertThat(day.from()).isEqualTo(LEAP_DAY);
    assertThat(day.to()).isEqualTo(LocalDate.of(2024, 3, 1));
    assertThat(day.suffix()).isEqualTo("2024_02_29");
  }

  @Test
  void aMonthHoldsAllItsDays() {
    Period month = Period.of(LEAP_DAY, Period.Length.MONTH);

    assertThat(month.from()).isEqualTo(LocalDate.of(2024, 2, 1));
    assertThat(month.to()).isEqualTo(LocalDate.of(2024, 3, 1));
    assertThat(month.suffix()).isEqualTo("2024_02");
    assertThat(Period.of(LocalDate.of(2024, 2, 1), Period.Length.MONTH)).isEqualTo(month);
  }

  @Test
  void isKnownByTheNameOfItsPartition() {
    for (Period.Length length : Period.Length.values()) {
      Period period = Period.of(LEAP_DAY, length);
      assertThat(Period.ofSuffix(period.suffix())).contains(period);
    }
    assertThat(Period.ofSuffix("default")).isEmpty();
    assertThat(Period.ofSuffix("2023_02_29")).isEmpty();
    assertThat(Period.ofSuffix("2023_13")).isEmpty();
    assertThat(Period.ofSuffix("2023_02_03_04")).isEmpty();
  }

  @Test
  void saysItsBoundsAsPostgresDoes() {
    assertThat(Period.of(LEAP_DAY, Period.Length.MONTH).bounds())
        .isEqualTo("FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00')");
  }
}
