package io.penstock.kill;

import java.util.concurrent.TimeUnit;

/**
 * Lets so many events a second through. Time in which nobody asked is not made up for: after an
 * outage the load is what it was before.
 */
final class Pace {
  private final long nanosAnEvent;
  private long nextNanos = System.nanoTime();

  Pace(int eventsASecond) {
    this.nanosAnEvent = TimeUnit.SECONDS.toNanos(1) / eventsASecond;
  }

  void await(int events) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(turn(events) - System.nanoTime());
  }

  private synchronized long turn(int events) {
    long turn = Math.max(nextNanos, System.nanoTime());
    nextNanos = turn + events * nanosAnEvent;
    return turn;
  }
}
