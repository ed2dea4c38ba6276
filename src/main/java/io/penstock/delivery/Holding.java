package io.penstock.delivery;

import io.penstock.log.Partition;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.SinkState;
import io.penstock.observability.SinkState.Circuit;
import io.penstock.sink.Outcome;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a sink is held: for which partition, why, until when, and how often it has said so. */
final class Holding {
  private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

  private final String sink;
  private final String component;
  private final Health health;
  private final Meters.Delivery meters;
  private final SinkState state;
  private final Clock clock;
  private long untilMillis;
  private int times;
  private @Nullable Partition partition;

  Holding(
      String sink,
      String component,
      Health health,
      Meters.Delivery meters,
      SinkState state,
      Clock clock) {
    this.sink = sink;
    this.component = component;
    this.health = health;
    this.meters = meters;
    this.state = state;
    this.clock = clock;
  }

  boolean isHeld() {
    return times > 0;
  }

  /** Whether the same range is to be offered again now. */
  boolean isDue() {
    return isHeld() && clock.millis() >= untilMillis;
  }

  /** How often in a row the sink has said hold. */
  int times() {
    return times;
  }

  /** The partition whose range the sink was held for last. */
  @Nullable Partition partition() {
    return partition;
  }

  void hold(Partition heldFor, Outcome.Hold hold) {
    partition = heldFor;
    if (!isHeld()) {
      LOG.atWarn()
          .addKeyValue("sink", sink)
          .addKeyValue("cause", hold.cause())
          .log("The sink is held: {}", hold.reason());
    }
    times++;
    untilMillis = clock.millis() + hold.after().toMillis();
    state.circuit(Circuit.OPEN);
    health.amber(component, "held, " + hold.cause() + ": " + hold.reason());
    meters.held.increment();
  }

  /** One range is offered, for a trial. */
  void tries() {
    state.circuit(Circuit.HALF_OPEN);
  }

  /** Events flow. */
  void release() {
    if (isHeld()) {
      LOG.atInfo()
          .addKeyValue("sink", sink)
          .log("The sink takes events again, after {} tries", times);
    }
    times = 0;
    state.circuit(Circuit.CLOSED);
    health.green(component);
  }
}
