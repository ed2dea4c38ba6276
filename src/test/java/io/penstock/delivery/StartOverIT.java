package io.penstock.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.delivery.WatchedSink.Call;
import io.penstock.fixture.Eventually;
import io.penstock.ledger.Counts;
import io.penstock.observability.Health.Level;
import io.penstock.observability.Health.State;
import org.junit.jupiter.api.Test;

/** Delivery that fails by a fault of ours, and comes back. */
class StartOverIT extends DeliveryStage {
  StartOverIT() {
    super(1);
  }

  @Test
  void deliversTheSameBatchAfterAnErrorThoughTheSinkDoesNotClose() throws InterruptedException {
    sink.throwsOnce(Call.ENCODE, new StackOverflowError("encoding"));
    sink.throwsOnce(Call.CLOSE, new IllegalStateException("closing"));
    logHolds("1", "2");

    deliver("batch: {linger: 0s}");

    failsBecauseOf("java.lang.StackOverflowError: encoding");
    assertThat(sink.isOfferedNothingMore()).isTrue();
    assertThat(sink.nextIds()).containsExactly("1", "2");
    goesOnBehindTheBatch();
  }

  @Test
  void deliversTheSameBatchAfterAnErrorInTheThreadThatWrites() throws InterruptedException {
    sink.throwsOnce(Call.WRITE, new StackOverflowError("writing"));
    logHolds("1", "2");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    failsBecauseOf("java.lang.IllegalStateException: java.lang.StackOverflowError: writing");
    assertThat(sink.nextIds()).containsExactly("1", "2");
    goesOnBehindTheBatch();
  }

  private void failsBecauseOf(String fault) {
    var failed = new State(Level.RED, "delivery failed: " + fault);
    Eventually.holds("delivery fails", SOON, () -> health.components().containsValue(failed));
    assertThat(settled).isEmpty();
  }

  private void goesOnBehindTheBatch() throws InterruptedException {
    assertThat(nextCheckpoint()).isEqualTo(reached(2, new Counts(2, 0, 0, 0, 0)));
    assertThat(stateOfTheSink().level()).isEqualTo(Level.GREEN);
    assertThat(meters.crashes.sum()).isEqualTo(1);
    assertThat(sink.isOfferedNothingMore()).isTrue();
  }
}
