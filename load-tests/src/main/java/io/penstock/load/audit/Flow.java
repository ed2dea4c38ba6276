package io.penstock.load.audit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Has one source send at a steady rate, on a thread of its own. */
final class Flow {
  private static final long TICK_NANOS = 5_000_000;

  private final Source source;
  private final double perSecond;
  private final Duration time;
  private final Thread thread;

  private Flow(Source source, double perSecond, Duration time) {
    this.source = source;
    this.perSecond = perSecond;
    this.time = time;
    this.thread = Thread.ofPlatform().daemon().name("flow").unstarted(this::run);
  }

  static Flow start(Source source, double perSecond, Duration time) {
    var flow = new Flow(source, perSecond, time);
    flow.thread.start();
    return flow;
  }

  /** A fixed schedule: what the machine did not let through in time is sent as soon as it does. */
  private void run() {
    long began = System.nanoTime();
    long sent = 0;
    long passed = 0;
    while (passed < time.toNanos()) {
      LockSupport.parkNanos(TICK_NANOS);
      passed = System.nanoTime() - began;
      long due = (long) (Math.min(passed, time.toNanos()) / 1e9 * perSecond) - sent;
      int now = (int) (due / source.atOnce()) * source.atOnce();
      source.send(now);
      sent += now;
    }
  }

  boolean isOver() {
    return !thread.isAlive();
  }
}
