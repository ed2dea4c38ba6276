package io.penstock.sink.clickhouse;

import io.penstock.event.Event;

/**
 * Which of several rows of one event stays: ReplacingMergeTree keeps the largest version, so that
 * of the event that was received first is the largest. Of two in the same millisecond it is that
 * with the smaller offset.
 */
final class Version {
  private static final int OFFSET_BITS = 22;
  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  private Version() {}

  /** Without a sign; holds until the year 2109. */
  static long of(Event event) {
    long millis = Math.floorDiv(event.receivedAtMicros(), 1_000L);
    return ~((millis << OFFSET_BITS) | (event.offset() & OFFSET_MASK));
  }
}
