package io.penstock.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
  private final Budget budget = new Budget(0.2, 100, 0);

  @Test
  void soManyASecondMayAlwaysGo() {
    assertThat(budget.take(1_000, 0, 0)).isEqualTo(100);
    assertThat(budget.take(1_000, 100, 0)).isEqualTo(10);
    assertThat(budget.take(1_000, 200, 0)).isEqualTo(10);
  }

  @Test
  void aQuietHourSavesNothingUp() {
    assertThat(budget.take(1_000, 3_600_000, 0)).isEqualTo(100);
  }

  @Test
  void aShareOfWhatWasDeliveredMayGoBeside() {
    budget.take(100, 0, 0);

    assertThat(budget.take(10_000, 1_000, 5_000)).isEqualTo(1_100);
    assertThat(budget.take(10_000, 2_000, 5_000)).isEqualTo(100);
  }

  @Test
  void takesNoMoreThanIsWanted() {
    assertThat(budget.take(7, 0, 0)).isEqualTo(7);
    assertThat(budget.take(1_000, 0, 0)).isEqualTo(93);
  }

  @Test
  void aClockThatJumpsBackGivesNothing() {
    budget.take(100, 10_000, 0);

    assertThat(budget.take(100, 1_000, 0)).isZero();
  }
}
