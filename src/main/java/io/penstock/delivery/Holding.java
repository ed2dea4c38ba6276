package io.penstock.delivery;

import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.SinkState;
import io.penstock.observability.SinkState.Circuit;
import io.penstock.sink.Outcome;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a sink is held: why, until when, and how often it was offered the same range again. */
final class Holding {
  private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

  private final String sink;
  private final Health health;
  private final Meters.Delivery meters;
  private final SinkState state;
  private final Clock clock;
  private long untilMillis;
  private int times;

  Holding(String sink, Health health, Meters.Delivery meters, SinkState state, Clock clock) {
    this.sink = sink;
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

  void hold(Outcome.Hold hold) {
    if (!isHeld()) {
      LOG.atWarn()
          .addKeyValue("sink", sink)
          .addKeyValue("cause", hold.cause())
          .log("The sink is held: {}", hold.reason());
    }
    times++;
    untilMillis = clock.millis() + hold.after().toMillis();
    state.circuit(Circuit.OPEN);
    health.amber("sink " + sink, "held, " + hold.cause() + ": " + hold.reason());
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
    health.green("sink " + sink);
  }
}
