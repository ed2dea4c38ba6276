package io.penstock.ledger.reconcile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Watch watch = new Watch(Duration.ofSeconds(30), nanos::get);

  @Test
  void goesOnWhileThereIsTimeAndSomebodyWaits() {
    nanos.set(Duration.ofSeconds(30).toNanos());

    assertThatCode(watch::check).doesNotThrowAnyException();
  }

  @Test
  void endsWhenTheTimeIsUp() {
    nanos.set(Duration.ofSeconds(30).toNanos() + 1);

    assertThatThrownBy(watch::check)
        .isInstanceOf(NotFoundOut.class)
        .hasMessage("it took longer than ledger.time-max, 30 s: narrow it with a later --since");
  }

  @Test
  void endsWhenNobodyWaitsAnyMore() {
    watch.cancel();

    assertThatThrownBy(() -> watch.begin("reading the log", 10))
        .isInstanceOf(NotFoundOut.class)
        .hasMessage("nobody waits for the answer any more");
  }
}
