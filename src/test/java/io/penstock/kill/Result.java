package io.penstock.kill;

import io.penstock.fixture.LedgerLine;
import io.penstock.fixture.TestMachine;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one run gave.
 *
 * @param kills under load and while starting
 * @param requests those accepted
 * @param broken sent again because the connection broke
 * @param unavailable sent again because they were answered 5xx
 * @param verdicts in the order of the dose's sinks
 */
record Result(
    Dose dose,
    int kills,
    int requests,
    int broken,
    int unavailable,
    List<Duration> timesToReady,
    Duration drain,
    Duration stop,
    List<LedgerLine> ledger,
    List<Verdict> verdicts) {

  /** As Markdown that a terminal shows well too. */
  String report() {
    return """
    # The kill test, seed %d

    %s

    | | |
    |---|---:|
    | events | %,d at %,d/s |
    | killed with SIGKILL | %d times, %d of them while starting |
    | requests accepted | %,d |
    | sent again, connection broken | %,d |
    | sent again, answered 5xx | %,d |
    | ready after a kill | %s, at most %s |
    | drained after the last kill | %s |
    | ended after SIGTERM | %s |

    | sink | rows | lost | twice | changed | unexpected |
    |---|---:|---:|---:|---:|---:|
    %s

    | ledger | records | delivered | repeated | filtered | waiting | unexplained |
    |---|---:|---:|---:|---:|---:|---:|
    %s
    """
        .formatted(
            dose.seed(),
            TestMachine.description(),
            dose.events(),
            dose.rate(),
            kills,
            kills - dose.kills(),
            requests,
            broken,
            unavailable,
            seconds(median()),
            seconds(timesToReady.stream().max(Duration::compareTo).orElseThrow()),
            seconds(drain),
            seconds(stop),
            verdictRows(),
            ledger.stream().map(Result::row).collect(Collectors.joining("\n")));
  }

  private Duration median() {
    return timesToReady.stream().sorted().toList().get(timesToReady.size() / 2);
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }

  private String verdictRows() {
    var rows = new StringBuilder();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      rows.append(i == 0 ? "" : "\n")
          .append(
              "| %s | %,d | %d | %d | %d | %d |"
                  .formatted(
                      dose.sinks().get(i),
                      verdict.rows(),
                      verdict.lost().size(),
                      verdict.twice().size(),
                      verdict.changed().size(),
                      verdict.unexpected().size()));
    }
    return rows.toString();
  }

  private static String row(LedgerLine line) {
    return "| %s | %,d | %,d | %,d | %,d | %,d | %d |"
        .formatted(
            line.sink(),
            line.records(),
            line.delivered(),
            line.repeated(),
            line.filtered(),
            line.waiting(),
            line.unexplained());
  }
}
