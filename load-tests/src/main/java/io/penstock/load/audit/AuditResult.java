package io.penstock.load.audit;

import io.penstock.load.report.Goals;
import io.penstock.load.report.Machine;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Report;
import io.penstock.load.report.Table;
import java.util.List;
import java.util.Optional;

/** What came of it. */
public record AuditResult(
    String commit,
    int rate,
    long seconds,
    long sent,
    double perSecond,
    double drainSeconds,
    double cpuSeconds,
    List<Outcome> sinks) {
  private static final double LAG_SECONDS_MAX = 15;
  private static final double RATE_SHARE_MIN = 0.95;

  /**
   * Of one sink; lag in seconds.
   *
   * @param unexplained what {@code reconcile} says
   * @param samples the lag of each second
   */
  public record Outcome(
      String sink,
      long rows,
      double lagP50,
      double lagP99,
      double lagMax,
      long unexplained,
      List<Double> samples) {}

  private Goals goals() {
    var goals = new Goals();
    goals.atLeast("events/s, of those asked for", perSecond / rate, RATE_SHARE_MIN);
    for (Outcome it : sinks) {
      goals.atMost("greatest lag, s, " + it.sink(), it.lagMax(), LAG_SECONDS_MAX);
      goals.none("events sent that are not there, " + it.sink(), sent - it.rows());
      goals.none("unexplained, " + it.sink(), it.unexplained());
    }
    return goals;
  }

  public boolean isSound() {
    return goals().areReached();
  }

  public Report report(String date, Machine machine) {
    String circumstances =
        """
        * commit: %s
        * machine: %s
        * conf/audit.yaml; %,d events/s for %d s, half over HTTP, half by a foreign Kafka producer
        * after a minute at half of it, which is not judged but counted: %,d events sent in all, %s/s then; all there %s s after the last; Penstock took %s s of processor time\
        """
            .formatted(
                commit,
                machine.description(),
                rate,
                seconds,
                sent,
                Numbers.whole(perSecond),
                Numbers.fraction(drainSeconds),
                Numbers.fraction(cpuSeconds));
    return new Report(
        "Audit, " + date,
        List.of(circumstances, lags().toString(), goals().table().toString()),
        this,
        Optional.empty());
  }

  private Table lags() {
    Table table =
        new Table("sink", "lag p50, s", "p99", "max", "rows", "difference", "unexplained");
    for (Outcome it : sinks) {
      table.row(
          it.sink(),
          Numbers.fraction(it.lagP50()),
          Numbers.fraction(it.lagP99()),
          Numbers.fraction(it.lagMax()),
          Numbers.whole(it.rows()),
          Numbers.whole(sent - it.rows()),
          Numbers.whole(it.unexplained()));
    }
    return table;
  }
}
