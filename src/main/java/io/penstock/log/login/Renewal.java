package io.penstock.log.login;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a token is asked for again. */
record Renewal(RandomGenerator dice) {
  /** Of its life; what is left is for a server that is away. */
  private static final double EARLY = 0.8;

  /** Nodes that started together must not ask together. */
  private static final double JITTER = 0.1;

  private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
  private static final Duration RETRY_MAX = Duration.ofSeconds(5);

  Duration afterGrant(Duration life) {
    return times(life, EARLY - JITTER * dice.nextDouble());
  }

  /** {@code failures} in a row, the last one included. */
  Duration afterFailure(int failures) {
    Duration doubled = RETRY_FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
    Duration wait = doubled.compareTo(RETRY_MAX) < 0 ? doubled : RETRY_MAX;
    return times(wait, 1 - JITTER * dice.nextDouble());
  }

  private static Duration times(Duration duration, double share) {
    return Duration.ofMillis((long) (duration.toMillis() * share));
  }
}
