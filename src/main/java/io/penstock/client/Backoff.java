package io.penstock.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between attempts: doubling, and never all at the same moment.
 *
 * @param random safe for all threads
 */
record Backoff(Duration first, Duration max, RandomGenerator random) {
  private static final int DOUBLINGS_MAX = 30;

  /**
   * The wait after that many failed attempts; not less than the server asked for, unless that is
   * longer than any wait may be.
   */
  Duration after(int attempts, Duration asked) {
    int doublings = Math.min(attempts - 1, DOUBLINGS_MAX);
    boolean isMost = first.toMillis() > max.toMillis() >> doublings;
    long full = isMost ? max.toMillis() : first.toMillis() << doublings;
    long own = full / 2 + Math.round(full / 2.0 * random.nextDouble());
    long later = asked.toMillis() + Math.round(asked.toMillis() / 10.0 * random.nextDouble());
    return Duration.ofMillis(Math.min(max.toMillis(), Math.max(own, later)));
  }
}
