package io.penstock.access.limit;

import io.penstock.access.tenant.Limit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one node has of a tenant's rate: tokens that it took from the buckets of all nodes and has
 * not used yet. It may owe some: who may send at all may send a whole request, and the next ones
 * wait until that is paid. For any thread.
 */
final class Lease {
  private final Limit limit;
  private final long perSecond;
  private final AtomicLong left;

  /** {@code capacity} is how much of it is there from the beginning. */
  Lease(Limit limit, long perSecond, long capacity) {
    this.limit = limit;
    this.perSecond = perSecond;
    this.left = new AtomicLong(capacity);
  }

  Limit limit() {
    return limit;
  }

  long perSecond() {
    return perSecond;
  }

  long left() {
    return left.get();
  }

  boolean isSpent() {
    return left.get() <= 0;
  }

  void use(long tokens) {
    left.addAndGet(-tokens);
  }

  void add(long tokens) {
    left.addAndGet(tokens);
  }

  /** Whether it is time to take more, before nothing is left. */
  boolean isLow(long capacity) {
    return left.get() < (capacity + 1) / 2;
  }

  /** How long until it is not spent any more, if all that comes to all nodes came here. */
  Duration untilMore() {
    long owed = Math.max(0, 1 - left.get());
    return Duration.ofMillis(owed * 1_000 / perSecond);
  }
}
