package io.penstock.ledger.reconcile;

import java.util.EnumMap;
import java.util.Map;

/** What was counted of one hour, of one partition or beside the partitions. */
public final class Line {
  /** In place of a partition, for rows of which nobody knows where they came from. */
  public static final int NO_PARTITION = -1;

  private final long hour;
  private final int partition;
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

  Line(long hour, int partition) {
    this.hour = hour;
    this.partition = partition;
  }

  /** In hours since 1970. */
  public long hour() {
    return hour;
  }

  public int partition() {
    return partition;
  }

  public long count(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  void add(Count what, long more) {
    counts.merge(what, more, Long::sum);
  }

  void move(Count from, Count to) {
    add(from, -1);
    add(to, 1);
  }

  void add(Line other) {
    other.counts.forEach(this::add);
  }

  /** Events that nothing explains. */
  public long unexplained() {
    return count(Count.MISSING)
        + count(Count.SURPLUS)
        + count(Count.DOUBLED)
        + count(Count.CHANGED);
  }
}
