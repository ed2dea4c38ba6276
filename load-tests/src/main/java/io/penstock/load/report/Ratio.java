package io.penstock.load.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Throughput of one contestant as a share of another's in the same round; only this compares two
 * days or two machines.
 */
public record Ratio(
    Contestant of, Contestant to, int eventsPerRequest, List<Double> rounds, double median) {

  private static final Map<String, Double> GOALS =
      Map.of("PENSTOCK/PERF@100", 0.7, "PENSTOCK/PERF@500", 0.8, "PENSTOCK/FLOOR@1", 0.8);

  static Optional<Ratio> between(
      List<Run> runs, Contestant of, Contestant to, int eventsPerRequest) {
    List<Double> rounds =
        runs.stream()
            .filter(run -> run.who() == of && run.eventsPerRequest() == eventsPerRequest)
            .flatMap(run -> partner(runs, run, to).map(run::eventsPerSecondOf).stream())
            .toList();
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(new Ratio(of, to, eventsPerRequest, rounds, Numbers.median(rounds)));
  }

  /** The same in every result file, so that two files can be laid side by side. */
  public String name() {
    return of + "/" + to + "@" + eventsPerRequest;
  }

  Optional<Double> goal() {
    return Optional.ofNullable(GOALS.get(name()));
  }

  private static Optional<Run> partner(List<Run> runs, Run run, Contestant to) {
    return runs.stream()
        .filter(other -> other.who() == to)
        .filter(other -> other.round() == run.round())
        .filter(other -> other.eventsPerRequest() == run.eventsPerRequest())
        .findFirst();
  }
}
