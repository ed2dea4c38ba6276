package io.penstock.access.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much was kept of one tenant today: what all nodes have written down, as it was last read, and
 * what this one has not yet. For any thread.
 */
final class DayUsage {
  /** So many events, of so many bytes. */
  record Amount(long events, long bytes) {
    static final Amount NOTHING = new Amount(0, 0);

    Amount minus(Amount other) {
      return new Amount(events - other.events, bytes - other.bytes);
    }
  }

  /** {@code day} is one since 1970. */
  private record Written(int day, Amount amount) {}

  private final AtomicLong events = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Written written = new Written(0, Amount.NOTHING);
  private volatile boolean isStale = true;

  /** Somebody wants to know, or has something kept: it has to be read again. */
  void ask() {
    if (!isStale) {
      isStale = true;
    }
  }

  void add(long moreEvents, long moreBytes) {
    events.addAndGet(moreEvents);
    bytes.addAndGet(moreBytes);
  }

  /** What is not written yet when the day ends is the next day's. */
  Amount on(int day) {
    Written before = written;
    Amount amount = before.day() == day ? before.amount() : Amount.NOTHING;
    return new Amount(amount.events() + events.get(), amount.bytes() + bytes.get());
  }

  /** Whether it should be written and read again. */
  boolean isDue() {
    return isStale || events.get() > 0;
  }

  /** What is to be written, and is not here any more. */
  Amount taken() {
    isStale = false;
    return new Amount(events.getAndSet(0), bytes.getAndSet(0));
  }

  /** It could not be written. */
  void putBack(Amount amount) {
    add(amount.events(), amount.bytes());
    isStale = true;
  }

  void hear(int day, Amount amount) {
    written = new Written(day, amount);
  }
}
