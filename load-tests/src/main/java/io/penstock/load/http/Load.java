package io.penstock.load.http;

import java.time.Duration;
import java.util.SortedMap;

/**
 * What the load generator saw.
 *
 * @param acceptedInTime requests answered 2xx before the time was up; they make the throughput
 * @param accepted all requests answered 2xx, the late ones too; they must be in the log
 * @param refused other answers, by status
 * @param broken requests whose connection broke, so that their outcome is unknown
 * @param unanswered requests that were due and had no answer when the generator gave up
 * @param generatorCpu what the generator itself took from the machine
 */
public record Load(
    Duration duration,
    long acceptedInTime,
    long accepted,
    SortedMap<Integer, Long> refused,
    long broken,
    long unanswered,
    Latency latency,
    Duration generatorCpu) {

  public double requestsPerSecond() {
    return acceptedInTime / (duration.toNanos() / 1e9);
  }

  /** Requests that did not end as they should; a result with any of these is no result. */
  public long failed() {
    return refused.values().stream().mapToLong(Long::longValue).sum() + broken + unanswered;
  }

  public String failures() {
    return "refused by status %s, broken %d, unanswered %d".formatted(refused, broken, unanswered);
  }
}
