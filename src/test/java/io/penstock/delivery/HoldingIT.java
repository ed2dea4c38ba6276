package io.penstock.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.penstock.observability.Health.Level;
import org.junit.jupiter.api.Test;

/** A sink that is held for one of its partitions. */
class HoldingIT extends DeliveryStage {
  HoldingIT() {
    super(2);
  }

  @Test
  void triesTheRangeAgainThatItWasHeldForAndNoOther() throws InterruptedException {
    sink = scripted("hold");
    deliver("batch: {events-max: 2, linger: 1m}");
    produce(0, "{\"id\":\"good\"}");
    waits(1);
    produce(1, "{\"id\":\"1\"}");
    produce(1, "{\"id\":\"2\"}");
    waitUntilHeld(1);
    assertThat(sink.nextIds()).containsExactly("1", "2");

    clock.passes(LONG_ENOUGH);
    waitUntilHeld(2);

    assertThat(sink.nextIds()).containsExactly("1", "2");
    assertThat(sink.isOfferedNothingMore()).isTrue();
    assertThat(stateOfTheSink().level()).isEqualTo(Level.AMBER);
  }

  @Test
  void countsWhatComesWhileItIsHeld() {
    sink = scripted("hold");
    produce(0, "{}");
    deliver("batch: {linger: 0s}");
    waitUntilHeld(1);

    produce(0, "{}");
    produce(1, "{}");
    clock.passes(LONG_ENOUGH);
    waits(3);
  }

  private void waits(int records) {
    Eventually.holds(
        records + " records wait",
        SOON,
        () -> registry.get("penstock.sink.lag.records").gauge().value() == records);
  }
}
