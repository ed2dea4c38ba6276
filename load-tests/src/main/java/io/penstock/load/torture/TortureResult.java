package io.penstock.load.torture;

import io.penstock.load.report.Goals;
import io.penstock.load.report.Machine;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Report;
import io.penstock.load.report.Table;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.play.LogEntry;
import io.penstock.load.torture.play.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of all scenarios of a call.
 *
 * @param older the version with which each node began; empty where it was this one
 */
public record TortureResult(
    String commit, String older, long seed, double minutes, int rate, List<Outcome> outcomes) {

  public boolean isSound() {
    return outcomes.stream().allMatch(Outcome::passed);
  }

  public Report report(String date, Machine machine) {
    List<String> sections = new ArrayList<>();
    sections.add(circumstances(machine));
    sections.add(overview().toString());
    sections.add(accounts().toString());
    outcomes.forEach(outcome -> sections.add(details(outcome)));
    return new Report("Torture, " + date, sections, this, Optional.empty());
  }

  private String circumstances(Machine machine) {
    return """
    * commit: %s
    * machine: %s
    * seed %d, %s min of faults a scenario, %,d events/s offered%s\
    """
        .formatted(
            commit,
            machine.description(),
            seed,
            Numbers.fraction(minutes),
            rate,
            older.isEmpty() ? "" : "\n* each node began as " + older);
  }

  private Table overview() {
    Table table =
        new Table(
            "scenario",
            "sent",
            "acknowledged",
            "unknown",
            "spooled",
            "acks during fault",
            "early",
            "ready, s",
            "drain, s",
            "passed");
    for (Outcome it : outcomes) {
      table.row(
          it.scenario(),
          Numbers.whole(it.sent()),
          Numbers.whole(it.acknowledged()),
          Numbers.whole(it.unknown()),
          Numbers.whole(it.spooled()),
          Numbers.whole(it.acksDuringFaults()),
          it.early() + " of " + it.probed(),
          it.slowestToReady().map(Numbers::fraction).orElse("–"),
          Numbers.fraction(it.drainSeconds()),
          it.passed() ? "yes" : "**no**");
    }
    return table;
  }

  private Table accounts() {
    Table table =
        new Table(
            "scenario, place", "rows", "dead", "lost", "dup", "unexpected", "corrupt", "order");
    for (Outcome outcome : outcomes) {
      for (Tally tally : outcome.tallies()) {
        table.row(
            outcome.scenario() + ", " + tally.place(),
            Numbers.whole(tally.rows()),
            Numbers.whole(tally.dead()),
            Numbers.whole(tally.lost()),
            Numbers.whole(tally.dup()),
            Numbers.whole(tally.unexpected()),
            Numbers.whole(tally.corrupt()),
            Numbers.whole(tally.order()));
      }
    }
    return table;
  }

  private static String details(Outcome outcome) {
    String head = "## %s: %s".formatted(outcome.scenario(), outcome.title());
    return outcome
        .trouble()
        .map(trouble -> head + "\n\n" + trouble)
        .orElseGet(
            () ->
                "%s\n\n%s\n\nAnswers: %s\n\n%s%s"
                    .formatted(
                        head,
                        Goals.table(outcome.goals()),
                        answers(outcome),
                        lost(outcome),
                        log(outcome)));
  }

  private static String lost(Outcome outcome) {
    return outcome.lostFirst().isEmpty()
        ? ""
        : "Lost first: %s%n%n".formatted(String.join(", ", outcome.lostFirst()));
  }

  private static String answers(Outcome outcome) {
    return outcome.answers().entrySet().stream()
        .map(answer -> "%s %,d times".formatted(answer.getKey(), answer.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Table log(Outcome outcome) {
    Table table = new Table("fault log", "at, s", "for, s", "acks", "ill");
    for (LogEntry entry : outcome.log()) {
      table.row(
          entry.action() + (entry.detail().isEmpty() ? "" : " (" + entry.detail() + ")"),
          Numbers.fraction(entry.atSeconds()),
          Numbers.fraction(entry.seconds()),
          Numbers.whole(entry.acks()),
          entry.isIll() ? "yes" : "");
    }
    return table;
  }
}
