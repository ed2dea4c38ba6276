package io.penstock.log.produce;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the spool drained on a thread of its own, and rests while there is nothing to do. */
final class Drainer {
  private static final Logger LOG = LoggerFactory.getLogger(Drainer.class);

  private static final long PAUSE_MILLIS = 500;
  private static final long FINISH_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);
  private static final long JOIN_MILLIS_MAX = 2_000;

  private final Spooling spooling;
  private final Draining draining;
  private final BooleanSupplier logAnswers;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;

  Drainer(Spooling spooling, Draining draining, BooleanSupplier logAnswers) {
    this.spooling = spooling;
    this.draining = draining;
    this.logAnswers = logAnswers;
    this.thread = Thread.ofPlatform().daemon().name("spool-drainer").unstarted(this::run);
  }

  void start() {
    spooling.onKept(wake::release);
    thread.start();
  }

  /** Gives what waits a chance, as long as the log answers and there is time. */
  void finish() throws InterruptedException {
    long end = System.nanoTime() + FINISH_NANOS_MAX;
    while (!spooling.isEmpty() && logAnswers.getAsBoolean() && System.nanoTime() < end) {
      thread.join(PAUSE_MILLIS / 5);
    }
    stopping = true;
    wake.release();
  }

  /** What is on its way is answered or comes again after the next start. */
  void stop() throws InterruptedException {
    thread.join(JOIN_MILLIS_MAX);
  }

  private void run() {
    while (!stopping) {
      if (!step()) {
        pause();
      }
    }
  }

  /** Answers whether the next may follow at once. */
  private boolean step() {
    try {
      return draining.step();
    } catch (IOException | RuntimeException fault) {
      LOG.atWarn()
          .addKeyValue("fault", String.valueOf(fault))
          .log("The spool cannot be drained now");
      return false;
    }
  }

  private void pause() {
    try {
      if (wake.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
