package io.penstock.spool;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The segments there are, and up to where they count. The writer adds to the end, the reader takes
 * from the beginning; each sees what the other did.
 */
final class Segments {
  private final ConcurrentSkipListMap<Long, Segment> byNumber = new ConcurrentSkipListMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile long durable;
  private volatile long writingFrom = Long.MAX_VALUE;

  Segments(Collection<Segment> found, long durable) {
    found.forEach(this::add);
    this.durable = durable;
  }

  void add(Segment segment) {
    byNumber.put(segment.number(), segment);
    bytes.addAndGet(segment.bytes());
  }

  void remove(Segment segment) {
    if (byNumber.remove(segment.number()) != null) {
      bytes.addAndGet(-segment.bytes());
    }
  }

  void grow(Segment segment, long by) {
    segment.grow(by);
    bytes.addAndGet(by);
  }

  /** Of all of them, and of what is in quarantine. */
  AtomicLong bytes() {
    return bytes;
  }

  /** The number after the last record that is there for good. */
  long durable() {
    return durable;
  }

  void durable(long end) {
    durable = end;
  }

  /** The writer is at this one. */
  void writing(Segment segment) {
    writingFrom = segment.number();
  }

  void writingNone() {
    writingFrom = Long.MAX_VALUE;
  }

  boolean isBeingWritten(Segment segment) {
    return segment.number() >= writingFrom;
  }

  Optional<Segment> oldest() {
    return Optional.ofNullable(byNumber.firstEntry()).map(java.util.Map.Entry::getValue);
  }

  Optional<Segment> after(Segment segment) {
    return Optional.ofNullable(byNumber.higherEntry(segment.number()))
        .map(java.util.Map.Entry::getValue);
  }

  Collection<Segment> all() {
    return byNumber.values();
  }

  /**
   * The number after the last record that counts in a segment. Where a write failed, what it left
   * behind does not: the segment that follows begins with the same number.
   */
  long end(Segment segment) {
    long end = durable;
    for (Segment later : byNumber.tailMap(segment.number(), false).values()) {
      end = Math.min(end, later.first());
    }
    return end;
  }
}
