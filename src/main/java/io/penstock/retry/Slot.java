package io.penstock.retry;

import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One partition of a tier: the letters at its head, and until when they wait. */
final class Slot {
  /** When nothing waits. */
  static final long NEVER = Long.MAX_VALUE;

  private final SinkRetries sink;
  private final Tier tier;
  private final Partition partition;
  private final Deque<LogRecord> head = new ArrayDeque<>();
  private long next;
  private boolean isHeld;
  private long forcedBefore;

  /** {@code next} is the offset of the first letter that was not moved. */
  Slot(SinkRetries sink, Tier tier, Partition partition, long next) {
    this.sink = sink;
    this.tier = tier;
    this.partition = partition;
    this.next = next;
  }

  SinkRetries sink() {
    return sink;
  }

  Partition partition() {
    return partition;
  }

  Tier tier() {
    return tier;
  }

  /** The offset of the first letter that was not moved. */
  long next() {
    return next;
  }

  void add(LogRecord letter) {
    head.add(letter);
  }

  boolean isEmpty() {
    return head.isEmpty();
  }

  boolean isHeld() {
    return isHeld;
  }

  /** Nothing moves until it is released. */
  void hold() {
    isHeld = true;
  }

  void release() {
    isHeld = false;
  }

  /** What is there now, before {@code end}, is due at once, held or not; a hold stays. */
  void force(long end) {
    forcedBefore = end;
  }

  boolean isForced() {
    return next < forcedBefore;
  }

  /** When the first letter is to move; {@link #NEVER} where none is here, or none may. */
  long dueMillis() {
    LogRecord first = head.peek();
    return first == null || !mayMove(first) ? NEVER : dueMillis(first);
  }

  private boolean mayMove(LogRecord letter) {
    return !isHeld || letter.offset() < forcedBefore;
  }

  /** The time at which the broker appended it, so that no writer's clock matters, and the delay. */
  private long dueMillis(LogRecord letter) {
    return letter.offset() < forcedBefore
        ? letter.timestampMillis()
        : letter.timestampMillis() + tier.delay().toMillis();
  }

  /** Those that are due now, in their order. */
  List<LogRecord> due(long nowMillis) {
    List<LogRecord> due = new ArrayList<>();
    for (LogRecord letter : head) {
      if (!mayMove(letter) || dueMillis(letter) > nowMillis) {
        break;
      }
      due.add(letter);
    }
    return due;
  }

  /** The first so many are in their sink's inbox now. */
  void moved(int letters) {
    for (int i = 0; i < letters; i++) {
      next = head.remove().offset() + 1;
    }
  }

  /** Empty where no letter of it was read. */
  Optional<Long> firstDueMillis() {
    return Optional.ofNullable(head.peek()).map(this::dueMillis);
  }
}
