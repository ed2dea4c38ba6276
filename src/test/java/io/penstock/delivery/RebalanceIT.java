package io.penstock.delivery;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.penstock.ledger.Counts;
import io.penstock.log.Member;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delivery that shares its group with another member. */
class RebalanceIT extends DeliveryStage {
  RebalanceIT() {
    super(2);
  }

  @Test
  @Timeout(60)
  void tellsTheGroupAfterARebalanceWhatItDidNotTakeMeanwhile() throws InterruptedException {
    deliver("batch: {linger: 0s}");
    bothPartitionsHoldOneMore();
    nextSettled();
    nextSettled();

    try (var rival = new Member(log, topic, "rival", topic)) {
      rival.joins();
      Settled unheard = settledUnheard();
      Eventually.holds(
          "the group hears of it",
          SOON,
          () -> {
            rival.takesPart();
            return isCommitted(unheard);
          });
    }
    assertThat(meters.crashes.sum()).isZero();
  }

  /** Settles one batch after the other, until the group has not heard of the one before. */
  private Settled settledUnheard() throws InterruptedException {
    Map<Integer, Settled> last = new HashMap<>();
    while (true) {
      if (settled.isEmpty()) {
        bothPartitionsHoldOneMore();
      }
      Settled now = nextSettled();
      Settled before = last.put(now.partition(), now);
      if (before != null && !isCommitted(before)) {
        return now;
      }
    }
  }

  private void bothPartitionsHoldOneMore() {
    produce(0, "{}");
    produce(1, "{}");
  }

  private boolean isCommitted(Settled told) {
    return committed(told.partition())
        .filter(heard -> heard.next() >= told.checkpoint().next())
        .isPresent();
  }

  @Test
  void forgetsAPartitionThatStandsStillOnceItIsAnothersOrNobodys() {
    sink.stands(reached(5, new Counts(5, 0, 0, 0, 0)));
    String deployment = deliver("batch: {linger: 0s}");
    Eventually.holds("both stand still", SOON, () -> standingStill().size() == 2);

    try (var rival = new Member(log, topic, "rival", topic)) {
      rival.joins();
      Eventually.holds("one is given back", SOON, () -> standingStill().size() == 1);
      Eventually.holds("the rival has it", SOON, () -> rival.takesPart().size() == 1);
      String another = rival.takesPart().iterator().next().toString();
      assertThat(standingStill()).doesNotContain("sink " + SINK + " " + another);
    }
    await(vertx.undeploy(deployment));
    assertThat(standingStill()).isEmpty();
  }

  private Set<String> standingStill() {
    return health.components().keySet().stream()
        .filter(component -> component.startsWith("sink " + SINK + " " + topic + "-"))
        .collect(toSet());
  }
}
