package io.penstock.bus;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/**
 * A verticle that does one bounded step after the other; the next is scheduled when one is done, so
 * that stopping and messages always get in. What fails is closed, and opened again after a pause.
 */
public abstract class StepVerticle extends VerticleBase {
  private static final Duration PAUSE_AFTER_A_FAULT = Duration.ofSeconds(5);

  private boolean stopping;

  /** Prepares the first step; what it throws is a failure like that of a step. */
  protected abstract void open();

  /** One bounded step. */
  protected abstract void step();

  /** Lets go of everything. Safe to call when {@link #open} never succeeded. */
  protected abstract void close();

  /** Hears of a failure, and tells whoever should know, before everything is closed. */
  protected abstract void failed(Throwable fault);

  /** Hears that closing after a failure failed too. */
  protected abstract void failedToClose(Throwable fault);

  @Override
  public Future<?> start() {
    context.runOnContext(first -> begin());
    return Future.succeededFuture();
  }

  private void begin() {
    if (!stopping) {
      proceed(this::open);
    }
  }

  private void goOn() {
    if (!stopping) {
      proceed(this::step);
    }
  }

  private void proceed(Runnable part) {
    try {
      part.run();
      context.runOnContext(next -> goOn());
    } catch (RuntimeException | Error fault) {
      startOver(fault);
    }
  }

  private void startOver(Throwable fault) {
    failed(fault);
    try {
      close();
    } catch (RuntimeException | Error second) {
      failedToClose(second);
    }
    vertx.setTimer(PAUSE_AFTER_A_FAULT.toMillis(), again -> begin());
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    close();
    return Future.succeededFuture();
  }
}
