package io.penstock.load.poison;

import io.penstock.load.report.Goals;
import io.penstock.load.report.Machine;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Report;
import io.penstock.load.report.Table;
import java.util.List;
import java.util.Optional;

/** What came of all topics; those without a bad event are what the others are compared with. */
public record PoisonResult(String commit, long events, long seed, List<PoisonOutcome> outcomes) {
  private static final double SHARE_MIN = 0.9;

  private double ofClean(PoisonOutcome outcome) {
    return outcome.rowsPerSecond()
        / outcomes.stream()
            .filter(it -> it.kind() == Kind.NONE)
            .mapToDouble(PoisonOutcome::rowsPerSecond)
            .average()
            .orElseThrow();
  }

  private Goals goals() {
    var goals = new Goals();
    for (PoisonOutcome outcome : outcomes) {
      outcome.judge(goals);
      if (outcome.kind() == Kind.ENCODING) {
        goals.atLeast("rate, of that without bad events, encoding", ofClean(outcome), SHARE_MIN);
      }
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
        * seed %d, %,d events a topic, one in %d of them bad\
        """
            .formatted(commit, machine.description(), seed, events, SpoiledEvents.BAD_ONE_IN);
    return new Report(
        "Poison, " + date,
        List.of(circumstances, rates().toString(), goals().table().toString()),
        this,
        Optional.empty());
  }

  private Table rates() {
    Table table =
        new Table(
            "bad", "events/s", "of clean", "CPU s/M", "rows", "dead", "replay, s", "rows after");
    for (PoisonOutcome it : outcomes) {
      table.row(
          it.kind().label(),
          Numbers.whole(it.rowsPerSecond()),
          Numbers.fraction(ofClean(it)),
          Numbers.fraction(it.cpuSeconds()),
          Numbers.whole(it.delivered().rows()),
          Numbers.whole(it.delivered().dead()),
          Numbers.fraction(it.replaySeconds()),
          Numbers.whole(it.after().rows()));
    }
    return table;
  }
}
