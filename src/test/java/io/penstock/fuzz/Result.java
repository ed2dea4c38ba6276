package io.penstock.fuzz;

import io.penstock.fixture.TestMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What one run gave.
 *
 * @param violations of the contract by answers, by what is wrong
 * @param shown the first of each kind in full
 * @param unanswered requests whose outcome nobody was told: hung up on, which is lawful where they
 *     were no HTTP, or answered 503
 */
record Result(
    Dose dose,
    Duration sending,
    SortedMap<String, Long> toGood,
    SortedMap<String, Long> toDamaged,
    SortedMap<String, Long> violations,
    List<String> shown,
    long unanswered,
    List<Account> accounts,
    SentEvents.Verdict verdict) {

  boolean isSound() {
    return faults().isEmpty();
  }

  /** Everything that must not be, in words. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    violations.forEach((how, times) -> faults.add("%,d times: %s".formatted(times, how)));
    accounts.forEach(account -> faults.addAll(account.faults()));
    if (!verdict.isClean()) {
      faults.add("the sink does not hold what was accepted: " + verdict);
    }
    return faults;
  }

  /** As Markdown that a terminal shows well too. */
  String report() {
    return """
    # Fuzzing the door, seed %d

    %s

    %s

    | | |
    |---|---:|
    | requests | %,d in %.0f s, %,.0f/s |
    | connections at once | %d |
    | answers that break the contract | %,d |
    | hung up on, or put off with a 503 | %,d |
    | events of good requests accepted | %,d |
    | lost, twice, changed, unexpected | %d, %d, %d, %d |
    | rows of refused requests | %d |
    | rows of damaged requests | %,d |

    | answer | to good requests | to damaged ones |
    |---|---:|---:|
    %s

    | stream | told by answers | told without a number | metered | records | delivered | repeated | rows | unexplained |
    |---|---:|---:|---:|---:|---:|---:|---:|---:|
    %s
    %s\
    """
        .formatted(
            dose.seed(),
            TestMachine.description(),
            isSound()
                ? "Every answer is in the contract, every accepted event in the sink."
                : said(),
            dose.requests(),
            sending.toMillis() / 1e3,
            dose.requests() / (sending.toMillis() / 1e3),
            dose.connections(),
            violations.values().stream().mapToLong(Long::longValue).sum(),
            unanswered,
            verdict.expected(),
            verdict.lost(),
            verdict.twice(),
            verdict.changed(),
            verdict.unexpected(),
            verdict.ofRefused(),
            verdict.ofOthers(),
            answers(),
            String.join("\n", accounts.stream().map(Result::row).toList()),
            inFull());
  }

  private String said() {
    return "**Not sound:**\n\n- " + String.join("\n- ", faults());
  }

  private String inFull() {
    return shown.isEmpty()
        ? ""
        : "\nThe first of each kind; `load-tests/fuzz --seed %d --only N` sends one of them alone.\n\n```\n%s```\n"
            .formatted(dose.seed(), String.join("\n", shown));
  }

  private String answers() {
    var labels = new TreeSet<>(toGood.keySet());
    labels.addAll(toDamaged.keySet());
    List<String> rows = new ArrayList<>();
    for (String label : labels) {
      rows.add(
          "| %s | %,d | %,d |"
              .formatted(label, toGood.getOrDefault(label, 0L), toDamaged.getOrDefault(label, 0L)));
    }
    return String.join("\n", rows);
  }

  private static String row(Account account) {
    return "| %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %d |"
        .formatted(
            account.stream(),
            account.told(),
            account.uncounted(),
            account.metered(),
            account.ledger().records(),
            account.ledger().delivered(),
            account.ledger().repeated(),
            account.rows(),
            account.ledger().unexplained());
  }
}
