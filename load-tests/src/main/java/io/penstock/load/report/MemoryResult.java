package io.penstock.load.report;

import io.penstock.load.http.Latency;
import java.util.List;
import java.util.Optional;

/**
 * Memory of a server under a steady load.
 *
 * @param residentMiB one value each second
 * @param slopeMiBPerHour of the straight line through them, the first fifth left out as warm-up
 */
public record MemoryResult(
    Contestant who,
    long minMiB,
    long maxMiB,
    double slopeMiBPerHour,
    Latency latency,
    long accepted,
    long inLog,
    Optional<String> failures,
    List<Long> residentMiB) {

  private static final long RESIDENT_MIB_GOAL = 400;
  private static final double PAUSE_MILLIS_GOAL = 100;

  public static MemoryResult of(
      Contestant who,
      List<Long> residentMiB,
      Latency latency,
      long accepted,
      long inLog,
      Optional<String> failures) {
    List<Long> settled = residentMiB.subList(residentMiB.size() / 5, residentMiB.size());
    return new MemoryResult(
        who,
        settled.stream().mapToLong(Long::longValue).min().orElse(0),
        settled.stream().mapToLong(Long::longValue).max().orElse(0),
        slope(settled) * 3600,
        latency,
        accepted,
        inLog,
        failures,
        List.copyOf(residentMiB));
  }

  public boolean isSound() {
    return failures.isEmpty() && accepted == inLog;
  }

  public Report report(String name, String date, Machine machine) {
    Table table =
        new Table("what", "value", "goal", "reached")
            .row("least resident, MiB", Numbers.whole(minMiB), "–", "–")
            .row(
                "most resident, MiB",
                Numbers.whole(maxMiB),
                "under " + RESIDENT_MIB_GOAL,
                Numbers.yesOrNo(maxMiB < RESIDENT_MIB_GOAL))
            .row("slope, MiB an hour", Numbers.fraction(slopeMiBPerHour), "flat", "–")
            .row("p99 of an answer, ms", Numbers.fraction(latency.p99()), "–", "–")
            .row(
                "longest wait for an answer, ms",
                Numbers.fraction(latency.max()),
                "at most " + Math.round(PAUSE_MILLIS_GOAL),
                Numbers.yesOrNo(latency.max() <= PAUSE_MILLIS_GOAL));
    return new Report(
        "Bench " + name + ", " + date,
        List.of("* machine: " + machine.description(), circumstances(), table.toString()),
        this,
        Optional.empty());
  }

  private String circumstances() {
    return """
    %s with 256 MB of heap, 5,000 events/s on a fixed schedule for %d s. Resident memory once a
    second, the first fifth left out. Accepted %,d events, in the log %,d%s.\
    """
        .formatted(
            who.label(),
            residentMiB.size(),
            accepted,
            inLog,
            failures.map(failed -> "; requests " + failed).orElse(""));
  }

  /** Least squares; the values are one second apart. */
  private static double slope(List<Long> values) {
    double meanX = (values.size() - 1) / 2.0;
    double meanY = values.stream().mapToLong(Long::longValue).average().orElse(0);
    double above = 0;
    double below = 0;
    for (int x = 0; x < values.size(); x++) {
      above += (x - meanX) * (values.get(x) - meanY);
      below += (x - meanX) * (x - meanX);
    }
    return below == 0 ? 0 : above / below;
  }
}
