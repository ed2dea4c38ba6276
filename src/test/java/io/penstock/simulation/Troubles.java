package io.penstock.simulation;

import io.penstock.event.Event;
import io.penstock.sink.Batch;
import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import io.penstock.sink.SinkFault;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What goes wrong with a destination: of itself, and for what an event is. */
final class Troubles {
  private static final Duration SOON = Duration.ofMillis(300);

  /** More in a row would make good events look bad. */
  private static final int UNKNOWN_IN_A_ROW_MAX = 2;

  private final String sink;
  private final Dice dice;
  private final Clock clock;
  private final Trace trace;
  private long awayUntilMillis;
  private int unknownInARow;

  Troubles(String sink, Dice dice, Clock clock, Trace trace) {
    this.sink = sink;
    this.trace = trace;
    this.dice = dice;
    this.clock = clock;
  }

  /** For a while it takes nothing at all. */
  void goesAway(Duration time) {
    trace.says(() -> sink + " goes away for " + time);
    awayUntilMillis = clock.millis() + time.toMillis();
  }

  private boolean isAway() {
    return clock.millis() < awayUntilMillis && !dice.isHealed();
  }

  /** When it is only asked. */
  void askedFor() {
    if (isAway() || dice.goesWrong(0.02)) {
      throw new SinkFault("the destination is away");
    }
  }

  /** Before anything is written; empty where that can be done. */
  Optional<Outcome> before(Batch batch) {
    if (isAway() || dice.goesWrong(0.03)) {
      return Optional.of(new Hold(Cause.CAPACITY, "away", SOON));
    }
    if (batch.events().stream().anyMatch(Troubles::isCursed)) {
      return Optional.of(new Hold(Cause.UNKNOWN, "nobody knows why", SOON));
    }
    return unknown("a fault of its own");
  }

  /** After everything was written; empty where that is said. */
  Optional<Outcome> after() {
    return unknown("timed out, and yet it was written");
  }

  private Optional<Outcome> unknown(String why) {
    if (unknownInARow == UNKNOWN_IN_A_ROW_MAX || !dice.goesWrong(0.05)) {
      unknownInARow = 0;
      return Optional.empty();
    }
    unknownInARow++;
    if (dice.happens(0.5)) {
      throw new SinkFault(why);
    }
    return Optional.of(new Hold(Cause.UNKNOWN, why, SOON));
  }

  static boolean isUnfit(Event event) {
    return event.type().equals("unfit");
  }

  static boolean isRefused(Event event) {
    return event.type().equals("refused");
  }

  static boolean isCursed(Event event) {
    return event.type().equals("cursed");
  }

  static Complaint complaint() {
    return new Complaint("22000", "type", "such events are not taken");
  }
}
