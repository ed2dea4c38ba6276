package io.penstock.control;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time that all nodes share, whatever their own clocks say: that of the control database when
 * it was last heard, and what has passed since. Until it was heard once, this node's own.
 *
 * <p>What has passed is told by two clocks, and the one that says more is believed: one stands
 * still while the machine sleeps, and the other may be set back. Where it is set ahead that is too
 * much until the database is heard again, within a second mostly; too little would let in whose
 * time is over.
 */
public final class DatabaseClock extends Clock {
  /** Its time in milliseconds since 1970, at a moment of our two clocks. */
  private record Heard(long millis, long atNanos, long ownMillis) {}

  private static final long DOUBT_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);

  private final Clock own;
  private final LongSupplier nanos;
  private volatile @Nullable Heard heard;

  public DatabaseClock(Clock own) {
    this(own, System::nanoTime);
  }

  DatabaseClock(Clock own, LongSupplier nanos) {
    this.own = own;
    this.nanos = nanos;
  }

  /**
   * What the database said to a question that was asked then: it said so somewhere between then and
   * now. Where that is long, it tells too little.
   */
  public void hear(long millis, long askedAtNanos) {
    long now = nanos.getAsLong();
    if (heard != null && now - askedAtNanos > DOUBT_NANOS_MAX) {
      return;
    }
    long ago = (now - askedAtNanos) / 2;
    heard = new Heard(millis, now - ago, own.millis() - TimeUnit.NANOSECONDS.toMillis(ago));
  }

  @Override
  public long millis() {
    Heard last = heard;
    return last == null ? own.millis() : last.millis() + millisSince(last);
  }

  private long millisSince(Heard last) {
    return Math.max(
        TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - last.atNanos()),
        own.millis() - last.ownMillis());
  }

  /** How far this node's own clock is ahead, in milliseconds. */
  public long ownIsAheadMillis() {
    return own.millis() - millis();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("it is of all zones");
  }
}
