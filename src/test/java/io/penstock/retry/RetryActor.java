package io.penstock.retry;

import io.penstock.log.GroupReader;
import io.penstock.log.LetterBox;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A retry scheduler that somebody else moves, step by step: what {@link RetrySchedulerVerticle}
 * does on a thread of its own. What fails is closed, and opened again after a pause.
 */
public final class RetryActor {
  private static final long PAUSE_AFTER_A_FAULT_MILLIS = 5_000;

  private final List<SinkRetries> sinks;
  private final GroupReader.Factory log;
  private final LetterBox letterBox;
  private final Clock clock;
  private final Consumer<Throwable> faults;
  private @Nullable RetryScheduler scheduler;
  private long notBeforeMillis;

  /**
   * @param faults hears of each failure of a step
   */
  public RetryActor(
      List<SinkRetries> sinks,
      GroupReader.Factory log,
      LetterBox letterBox,
      Clock clock,
      Consumer<Throwable> faults) {
    this.sinks = sinks;
    this.log = log;
    this.letterBox = letterBox;
    this.clock = clock;
    this.faults = faults;
  }

  /** One step of the scheduler, if it has not just failed. */
  public void step() {
    if (clock.millis() >= notBeforeMillis) {
      try {
        proceed();
      } catch (RuntimeException | Error fault) {
        faults.accept(fault);
        startOver();
      }
    }
  }

  private void proceed() {
    if (scheduler == null) {
      scheduler = new RetryScheduler("node", sinks, log, letterBox, Set.of(), clock);
    } else {
      scheduler.step();
    }
  }

  private void startOver() {
    notBeforeMillis = clock.millis() + PAUSE_AFTER_A_FAULT_MILLIS;
    try {
      close();
    } catch (RuntimeException | Error fault) {
      faults.accept(fault);
    }
  }

  /** In order: what was moved is committed. */
  public void close() {
    RetryScheduler closing = scheduler;
    scheduler = null;
    if (closing != null) {
      closing.close();
    }
  }
}
