package io.penstock.load.numbered;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until nothing waits any more.
 *
 * @param sinks their names; their groups have the usual ones
 * @param partitions of the topic
 */
public record Drain(
    GrpcNode node, Topics topics, String topic, int partitions, List<String> sinks, Duration max) {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /** Until every group has committed the ends of all partitions, and the spool is empty. */
  public void await() {
    long began = System.nanoTime();
    while (!isDrained()) {
      if (System.nanoTime() - began > max.toNanos()) {
        throw new BenchFault("the sinks have not drained in " + max.toMinutes() + " minutes");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private boolean isDrained() {
    if (node.metrics().sum("penstock_spool_records") > 0) {
      return false;
    }
    Map<Integer, Long> ends = topics.endsOf(topic, partitions);
    return sinks.stream().allMatch(sink -> hasAll(sink, ends));
  }

  private boolean hasAll(String sink, Map<Integer, Long> ends) {
    Map<Integer, Long> committed = topics.committed("penstock." + sink, topic);
    return ends.entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }
}
