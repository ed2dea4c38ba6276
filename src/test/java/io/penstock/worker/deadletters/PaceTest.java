package io.penstock.worker.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private final HandClock clock = new HandClock();

  @Test
  void theFirstMayGoAtOnceAndTheNextWhenItsTimeHasCome() {
    var pace = new Pace(4, clock);

    assertThat(pace.due(100)).isEqualTo(1);
    pace.took(1);
    assertThat(pace.due(100)).isZero();
    assertThat(pace.rest()).isEqualTo(Duration.ofMillis(250));

    clock.passes(pace.rest());
    assertThat(pace.due(100)).isEqualTo(1);
  }

  @Test
  void whatWasNotUsedIsGoneAfterASecond() {
    var pace = new Pace(4, clock);

    clock.passes(Duration.ofHours(1));

    assertThat(pace.due(100)).isEqualTo(4);
    assertThat(pace.due(3)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 10_000})
  void overTimeItIsTheRateAndNeverMore(int rate) {
    var pace = new Pace(rate, clock);
    int sent = 0;
    for (int millis = 0; millis < 60_000; millis += 50) {
      int due = pace.due(200);
      pace.took(due);
      sent += due;
      clock.passes(Duration.ofMillis(50));
    }

    assertThat(sent).isBetween(Math.min(rate * 59, 200 * 1_190), rate * 60 + 1);
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    var pace = new Pace(10, clock);
    pace.took(pace.due(10));

    clock.passes(Duration.ofSeconds(-30));
    assertThat(pace.due(10)).isZero();
  }
}
