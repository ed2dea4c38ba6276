package io.penstock.ledger.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came out.
 *
 * @param asked since when it was to be compared
 * @param since since when it could be: the log may not reach back as far
 * @param until when it was looked at
 * @param isHeldCompared whether the sink could show what it holds
 * @param findings the first of those that nothing explains
 */
public record Report(
    String stream,
    String sink,
    Optional<String> tenant,
    Instant asked,
    Instant since,
    Instant until,
    boolean isHeldCompared,
    List<Standing> standings,
    List<Hour> hours,
    List<Finding> findings) {

  /** Offsets know no tenants, so for one of them only the events count. */
  public long unexplained() {
    long offsets =
        tenant.isPresent() ? 0 : standings.stream().mapToLong(Standing::unexplained).sum();
    return offsets + unexplainedEvents();
  }

  public long unexplainedEvents() {
    return hours.stream().mapToLong(hour -> hour.total().unexplained()).sum();
  }

  /** Whether every event that nothing explains is among the findings. */
  public boolean isComplete() {
    return findings.size() >= unexplainedEvents();
  }
}
