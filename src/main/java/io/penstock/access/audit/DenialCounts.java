package io.penstock.access.audit;

import io.penstock.access.audit.Denials.Kind;
import io.penstock.access.audit.Denials.Sample;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts denials of so many kinds and no more. For any thread; nobody waits for another. */
final class DenialCounts {
  private final Map<Kind, Count> counts = new ConcurrentHashMap<>();
  private final AtomicInteger room;

  DenialCounts(int kindsMax) {
    this.room = new AtomicInteger(kindsMax);
  }

  /** How often one kind came, until that is read. */
  private static final class Count {
    private static final long CLOSED = -1;

    private final String address;
    private final AtomicLong denials = new AtomicLong();

    Count(String address) {
      this.address = address;
    }

    /** False where it was read already, and counts no more. */
    boolean add(long more) {
      return denials.getAndUpdate(now -> now == CLOSED ? CLOSED : now + more) != CLOSED;
    }

    long close() {
      return denials.getAndSet(CLOSED);
    }
  }

  /** False where it would be one kind too many. */
  boolean add(Sample sample) {
    Count count = counts.get(sample.kind());
    if (count != null && count.add(sample.denials())) {
      return true;
    }
    return addAnew(sample);
  }

  /** One that was closed is out of the map already, so the next look finds another or none. */
  private boolean addAnew(Sample sample) {
    if (room.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return false;
    }
    Count made = new Count(sample.address());
    made.add(sample.denials());
    if (counts.putIfAbsent(sample.kind(), made) == null) {
      return true;
    }
    room.incrementAndGet();
    return add(sample);
  }

  void drainTo(List<Sample> samples) {
    counts.forEach(
        (kind, count) -> {
          counts.remove(kind);
          room.incrementAndGet();
          samples.add(new Sample(kind, count.address, count.close()));
        });
  }
}
