package io.penstock.load.torture.play;

import io.penstock.load.report.Goal;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.scene.LedgerLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of one scenario, for the report and its JSON.
 *
 * @param passed every goal was reached
 * @param trouble why it was not played, or not to its end
 * @param early acknowledgements, of those probed, that named a place where nothing was yet
 * @param answers requests by their answer
 */
public record Outcome(
    String scenario,
    String title,
    boolean passed,
    Optional<String> trouble,
    long sent,
    long acknowledged,
    long spooled,
    long acksDuringFaults,
    long probed,
    long early,
    Map<String, Long> answers,
    List<Double> secondsToReady,
    double drainSeconds,
    List<Tally> tallies,
    List<String> lostFirst,
    List<LedgerLine> ledger,
    List<Goal> goals,
    List<LogEntry> log) {

  public static Outcome trouble(Scenario scenario, String why) {
    return new Outcome(
        scenario.name(),
        scenario.title(),
        false,
        Optional.of(why),
        0,
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same, when more was wanted of it. */
  public Outcome with(List<Goal> more) {
    return new Outcome(
        scenario,
        title,
        passed && more.stream().allMatch(Goal::reached),
        trouble,
        sent,
        acknowledged,
        spooled,
        acksDuringFaults,
        probed,
        early,
        answers,
        secondsToReady,
        drainSeconds,
        tallies,
        lostFirst,
        ledger,
        Stream.concat(goals.stream(), more.stream()).toList(),
        log);
  }

  public Optional<Double> slowestToReady() {
    return secondsToReady.stream().max(Double::compare);
  }

  public long unknown() {
    return sent - acknowledged;
  }
}
