package io.penstock.load.torture.play;

import java.time.Duration;

/**
 * How much of everything.
 *
 * @param faults how long a scenario's plan takes
 * @param rate events offered in a second, over all producers
 */
public record Dose(long seed, Duration faults, int rate) {
  public static final int PRODUCERS = 16;

  private static final Duration WARM_UP_MIN = Duration.ofSeconds(4);
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(20);

  /** Nothing is done to the server meanwhile, so this is also what it is like when all is well. */
  Duration warmUp() {
    Duration part = faults.dividedBy(6);
    return part.compareTo(WARM_UP_MIN) < 0
        ? WARM_UP_MIN
        : part.compareTo(WARM_UP_MAX) > 0 ? WARM_UP_MAX : part;
  }
}
