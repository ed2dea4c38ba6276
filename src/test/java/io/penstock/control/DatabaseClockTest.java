package io.penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.HandClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
  private final HandClock own = new HandClock();
  private final AtomicLong nanos = new AtomicLong();
  private final DatabaseClock clock = new DatabaseClock(own, nanos::get);

  @Test
  void isThisNodesOwnUntilTheDatabaseWasHeard() {
    own.passes(Duration.ofHours(1));

    assertThat(clock.millis()).isEqualTo(own.millis());
    assertThat(clock.ownIsAheadMillis()).isZero();
  }

  @Test
  void goesOnFromWhatTheDatabaseSaidThoughTheOwnClockIsSetBack() {
    clock.hear(5_000, nanos.get());
    passes(Duration.ofSeconds(2));
    own.passes(Duration.ofDays(-1));

    assertThat(clock.millis()).isEqualTo(7_000);
    assertThat(clock.instant().toEpochMilli()).isEqualTo(7_000);
  }

  @Test
  void takesItThatTheDatabaseAnsweredHalfwayBetween() {
    long asked = nanos.get();
    passes(Duration.ofSeconds(2));

    clock.hear(5_000, asked);

    assertThat(clock.millis()).isEqualTo(6_000);
  }

  @Test
  void tellsHowFarThisNodesOwnIsAhead() {
    clock.hear(own.millis() - 300_000, nanos.get());
    passes(Duration.ofSeconds(2));
    own.passes(Duration.ofSeconds(2));

    assertThat(clock.ownIsAheadMillis()).isEqualTo(300_000);
  }

  @Test
  void hasNotStoodStillWhileTheMachineSlept() {
    clock.hear(5_000, nanos.get());
    own.passes(Duration.ofHours(3));

    assertThat(clock.millis()).isEqualTo(5_000 + Duration.ofHours(3).toMillis());
  }

  @Test
  void isSetRightWhenTheDatabaseIsHeardAgain() {
    clock.hear(5_000, nanos.get());
    own.passes(Duration.ofHours(3));
    clock.hear(7_000, nanos.get());

    assertThat(clock.millis()).isEqualTo(7_000);
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
