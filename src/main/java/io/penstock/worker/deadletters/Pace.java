package io.penstock.worker.deadletters;

import java.time.Clock;
import java.time.Duration;

/**
 * How many letters may go now, at so many in a second. What was not used within a second is gone.
 */
final class Pace {
  private static final double MILLIS = 1_000;

  private final int rate;
  private final Clock clock;
  private double due;
  private long countedAt;

  /** The first second's first letter may go at once. */
  Pace(int rate, Clock clock) {
    this.rate = rate;
    this.clock = clock;
    this.due = 1;
    this.countedAt = clock.millis();
  }

  int due(int max) {
    long now = clock.millis();
    long passed = Math.max(0, now - countedAt);
    countedAt = now;
    due = Math.min(Math.max(1, rate), due + rate * passed / MILLIS);
    return (int) Math.min(max, due);
  }

  void took(int letters) {
    due -= letters;
  }

  /** Until the next letter may go. */
  Duration rest() {
    return Duration.ofMillis((long) Math.ceil(Math.max(0, 1 - due) * MILLIS / rate));
  }
}
