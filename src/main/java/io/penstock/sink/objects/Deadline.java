package io.penstock.sink.objects;

import java.time.Duration;

/**
 * When something has to be done that takes several requests. Of the time that passes, not of a
 * clock that is set.
 */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  public boolean isOver() {
    return left().isNegative();
  }

  /** The one that comes first. */
  Deadline or(Deadline other) {
    return left().compareTo(other.left()) <= 0 ? this : other;
  }

  /**
   * How long one more request may take, which may take no longer than that anyway.
   *
   * @throws S3Errors.Unsure where there is no time for it
   */
  Duration forRequest(Duration max) {
    Duration left = left();
    if (left.toMillis() <= 0) {
      throw new S3Errors.Unsure("the time for all of its requests is over");
    }
    return left.compareTo(max) < 0 ? left : max;
  }

  private Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}
