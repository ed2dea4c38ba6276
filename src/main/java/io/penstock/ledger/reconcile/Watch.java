package io.penstock.ledger.reconcile;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What those who wait for a reconciliation see of it, and how they end it. Written by its one
 * thread, read by others.
 */
public final class Watch {
  private final LongSupplier nanos;
  private final long until;
  private final Duration timeMax;
  private volatile String step = "asking for positions";
  private volatile long done;
  private volatile long total;
  private volatile boolean isCancelled;

  public Watch(Duration timeMax, LongSupplier nanos) {
    this.nanos = nanos;
    this.timeMax = timeMax;
    this.until = nanos.getAsLong() + timeMax.toNanos();
  }

  void begin(String what, long records) {
    step = what;
    done = 0;
    total = records;
    check();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void advance() {
    done++;
  }

  /** Nobody waits any more. */
  public void cancel() {
    isCancelled = true;
  }

  void check() {
    if (isCancelled) {
      throw new NotFoundOut("nobody waits for the answer any more");
    }
    if (nanos.getAsLong() > until) {
      throw new NotFoundOut(
          "it took longer than ledger.time-max, %d s: narrow it with a later --since"
              .formatted(timeMax.toSeconds()));
    }
  }

  /** How long one question to a sink may still take. */
  Duration left() {
    return Duration.ofNanos(Math.max(until - nanos.getAsLong(), 1_000_000_000L));
  }

  public String step() {
    return step;
  }

  public long done() {
    return done;
  }

  /** 0 where nobody knows. */
  public long total() {
    return total;
  }
}
