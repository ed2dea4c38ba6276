package io.penstock.load.http;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts answers while the load runs. */
public final class Tally {
  private final Histogram nanos = new Histogram(3);
  private final SortedMap<Integer, Long> refused = new TreeMap<>();
  private long acceptedInTime;
  private long accepted;
  private long broken;

  public void answered(int status, long tookNanos, boolean inTime) {
    nanos.recordValue(Math.max(0, tookNanos));
    if (status / 100 != 2) {
      refused.merge(status, 1L, Long::sum);
      return;
    }
    accepted++;
    acceptedInTime += inTime ? 1 : 0;
  }

  /**
   * Nothing came back in time; what was waited for so far counts, or the worst would be missing.
   */
  void gaveUpAfter(long waitedNanos) {
    nanos.recordValue(Math.max(0, waitedNanos));
  }

  long broke() {
    return ++broken;
  }

  public Load load(Duration duration, long unanswered, Duration generatorCpu) {
    return new Load(
        duration,
        acceptedInTime,
        accepted,
        refused,
        broken,
        unanswered,
        Latency.of(nanos),
        generatorCpu);
  }
}
