package io.penstock.load.torture.send;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a moment, or until waiting has no sense any more. */
public final class Pause {
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Pause() {}

  /** Answers whether the moment has come; false where it was over before. */
  public static boolean until(long nanoTime, BooleanSupplier over) {
    for (long left = nanoTime - System.nanoTime();
        left > 0 && !over.getAsBoolean();
        left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, LOOK_AGAIN_NANOS));
    }
    return !over.getAsBoolean();
  }
}
