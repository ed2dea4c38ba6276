package io.penstock.sink;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time that a sink lets pass by itself. */
public final class Moment {
  private Moment() {}

  /**
   * Waits so long.
   *
   * @throws SinkFault where the thread is interrupted, which it stays
   */
  public static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new SinkFault("interrupted");
      }
      LockSupport.parkNanos(left);
    }
  }
}
