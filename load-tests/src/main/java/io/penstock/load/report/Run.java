package io.penstock.load.report;

import io.penstock.load.http.Latency;
import java.util.Optional;

/**
 * One measured run.
 *
 * @param accepted events answered 2xx
 * @param inLog by how many records the topic grew
 * @param failures what did not end as it should; empty when all did
 * @param latency of one request; ProducerPerformance has none
 */
public record Run(
    Contestant who,
    int eventsPerRequest,
    int round,
    double eventsPerSecond,
    long accepted,
    long inLog,
    Optional<String> failures,
    Optional<Latency> latency,
    Cost cost) {

  /** Every event that was accepted is in the log, and no other. */
  public boolean isSound() {
    return failures.isEmpty() && accepted == inLog;
  }

  double eventsPerSecondOf(Run other) {
    return eventsPerSecond / other.eventsPerSecond;
  }

  public String description() {
    return "%s, %d a request, round %d: accepted %,d events, in the log %,d%s"
        .formatted(
            who.label(),
            eventsPerRequest,
            round,
            accepted,
            inLog,
            failures.map(failed -> "; requests " + failed).orElse(""));
  }
}
