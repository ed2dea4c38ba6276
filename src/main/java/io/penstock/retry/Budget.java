package io.penstock.retry;

/**
 * Bounds the share of retries in what a sink is given: so many a second always, and beyond that a
 * part of what was delivered meanwhile. What is not used within a second is lost, so that no burst
 * follows a quiet hour. One thread at a time.
 */
final class Budget {
  private final double share;
  private final double perSecondMin;
  private double left;
  private long lastMillis;
  private long lastDelivered;

  Budget(double share, int perSecondMin, long nowMillis) {
    this.share = share;
    this.perSecondMin = perSecondMin;
    this.left = perSecondMin;
    this.lastMillis = nowMillis;
  }

  /** {@code delivered} is how many events the sink was ever given. */
  int take(int wanted, long nowMillis, long delivered) {
    double seconds = Math.clamp((nowMillis - lastMillis) / 1_000.0, 0, 1);
    double more = perSecondMin * seconds + share * Math.max(0, delivered - lastDelivered);
    left = Math.min(left + more, perSecondMin + share * Math.max(0, delivered - lastDelivered));
    lastMillis = nowMillis;
    lastDelivered = delivered;
    int taken = (int) Math.min(wanted, left);
    left -= taken;
    return taken;
  }
}
