package io.penstock.command.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The waits between attempts: doubling up to five seconds, and never all at the same moment. */
public record Backoff(RandomGenerator random) {
  private static final long FIRST_MILLIS = 200;
  private static final long MILLIS_MAX = 5_000;

  /** The wait after that many failed attempts, and never less than the server asked for. */
  Duration after(int attempts, Duration asked) {
    long full = Math.min(MILLIS_MAX, FIRST_MILLIS << Math.min(attempts - 1, 10));
    Duration own = Duration.ofMillis(full / 2 + Math.round(full / 2.0 * random.nextDouble()));
    return asked.isZero() ? own : asked.plus(jitter(asked));
  }

  /** Up to a tenth more, so that senders who were turned away together do not come back so. */
  private Duration jitter(Duration asked) {
    return Duration.ofMillis(Math.round(asked.toMillis() / 10.0 * random.nextDouble()));
  }
}
