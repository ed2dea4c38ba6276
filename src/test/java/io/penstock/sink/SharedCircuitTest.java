package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cluster.Alone;
import io.penstock.cluster.Entry;
import io.penstock.cluster.SharedMap;
import io.penstock.fixture.HandClock;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Delivered;
import io.penstock.sink.Outcome.Hold;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two nodes and one sink. */
class SharedCircuitTest {
  private static final Outcome HELD = new Hold(Cause.CAPACITY, "away", Duration.ofSeconds(5));
  private static final Outcome TAKEN = new Delivered(0, 0);

  private final HandClock clock = new HandClock();
  private final SharedMap map = new Alone("any", clock).map(ProbeRight.MAP);
  private final SharedCircuit one = circuit("node-1", map);
  private final SharedCircuit other = circuit("node-2", map);
  private Outcome answer = TAKEN;
  private int writes;

  private SharedCircuit circuit(String node, SharedMap shared) {
    return new SharedCircuit(
        write -> write.get(),
        new ProbeRight("sink", node, shared),
        () -> clock.millis() * 1_000_000);
  }

  private Outcome write(SharedCircuit circuit) {
    return circuit.around(
        () -> {
          writes++;
          return answer;
        });
  }

  @Test
  void aNodeGoesByWhatItHasSeenItself() {
    answer = HELD;
    assertThat(write(one)).isEqualTo(HELD);

    answer = TAKEN;
    assertThat(write(other)).isEqualTo(TAKEN);
  }

  @Test
  void ofTheNodesThatAreHeldOneTries() {
    answer = HELD;
    write(one);
    write(other);
    writes = 0;

    assertThat(write(one)).isEqualTo(HELD);
    assertThat(write(other)).isInstanceOfSatisfying(Hold.class, this::saysWhoTries);

    assertThat(writes).isEqualTo(1);
  }

  private void saysWhoTries(Hold hold) {
    assertThat(hold.reason()).isEqualTo("node-1 tries whether the sink is back");
    assertThat(hold.cause()).isEqualTo(Cause.CAPACITY);
  }

  @Test
  void whenOneSaysThatItIsBackTheOtherTriesToo() {
    answer = HELD;
    write(one);
    write(other);
    write(one);
    assertThat(write(other)).isInstanceOf(Hold.class);

    answer = TAKEN;
    assertThat(write(one)).isEqualTo(TAKEN);

    assertThat(write(other)).isEqualTo(TAKEN);
  }

  @Test
  void whoHasTheRightAndIsGoneIsFollowed() {
    answer = HELD;
    write(one);
    write(other);
    write(one);

    clock.passes(Duration.ofSeconds(16));

    writes = 0;
    write(other);
    assertThat(writes).isEqualTo(1);
  }

  /** Whoever tries may be the only one that cannot reach the sink. */
  @Test
  void nobodyWaitsForAnotherForLongerThanHalfAMinute() {
    answer = HELD;
    write(one);
    write(other);
    for (int seconds = 0; seconds < 29; seconds++) {
      clock.passes(Duration.ofSeconds(1));
      write(one);
      assertThat(write(other)).isNotEqualTo(TAKEN);
    }
    clock.passes(Duration.ofSeconds(2));
    write(one);
    answer = TAKEN;

    assertThat(write(other)).isEqualTo(TAKEN);
  }

  @Test
  void aMapThatDoesNotAnswerKeepsNobodyFromTrying() {
    SharedCircuit alone = circuit("node-3", new Silence());
    answer = HELD;
    write(alone);
    long began = System.nanoTime();

    assertThat(write(alone)).isEqualTo(HELD);

    assertThat(writes).isEqualTo(2);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }

  /** A map that never answers. */
  private static final class Silence implements SharedMap {
    @Override
    public Future<Entry> claim(String key, Entry mine, Duration length) {
      return Promise.<Entry>promise().future();
    }

    @Override
    public Future<Void> release(String key, String owner) {
      return Promise.<Void>promise().future();
    }

    @Override
    public Future<Map<String, Entry>> all() {
      return Promise.<Map<String, Entry>>promise().future();
    }

    @Override
    public Future<Map<String, Entry>> read(Set<String> keys) {
      return Promise.<Map<String, Entry>>promise().future();
    }
  }
}
