package io.penstock.load.torture.play;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.scene.LedgerLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Holds what was seen against what was promised. */
public final class Judge {
  private Judge() {}

  public static Outcome outcome(Scenario scenario, Evidence seen) {
    Goals goals = goals(scenario, seen);
    List<Tally> tallies = seen.count().all();
    return new Outcome(
        scenario.name(),
        scenario.title(),
        goals.areReached(),
        Optional.empty(),
        seen.book().sent(),
        seen.book().acknowledged(),
        seen.book().spooled(),
        seen.acksDuringFaults(),
        seen.heard().probed(),
        seen.heard().early(),
        seen.heard().requests(),
        seen.timesToReady().stream().map(ready -> ready.toMillis() / 1e3).toList(),
        seen.drain().toMillis() / 1e3,
        tallies,
        seen.count().lostFirst(),
        seen.ledger(),
        goals.list(),
        seen.log());
  }

  private static Goals goals(Scenario scenario, Evidence seen) {
    var goals = new Goals();
    account(scenario, seen, goals);
    goals
        .none("acknowledged before it was in the log", seen.heard().early())
        .none("answers that no promise covers", seen.heard().unlawful())
        .atMost("drain, s", seconds(seen.drain()), seconds(Run.DRAIN_MAX))
        .none("records that wait or are unexplained", unsettled(seen.ledger()))
        .exactly("exit code after SIGTERM", seen.exitCode(), 0);
    scenario.judge(seen, goals);
    return goals;
  }

  /**
   * A produce that timed out and had succeeded is spooled too; in the log it may be there twice, as
   * is what was sent twice.
   */
  private static void account(Scenario scenario, Evidence seen, Goals goals) {
    long allowed = scenario.lossAllowed(seen);
    for (Tally tally : seen.count().all()) {
      goals.atMost("lost, " + tally.place(), (double) tally.lost(), (double) allowed);
    }
    for (Tally tally : seen.count().all()) {
      boolean isExcused =
          tally.equals(seen.count().log()) && seen.book().spooled() + seen.book().repeats() > 0;
      goals.none("wrong, " + tally.place(), tally.wrong() - (isExcused ? tally.dup() : 0));
    }
  }

  private static long unsettled(List<LedgerLine> ledger) {
    return ledger.isEmpty() ? 1 : ledger.stream().filter(line -> !line.addsUp()).count();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
