package io.penstock.load.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything a run of the bench found. */
public record Results(
    String date,
    String name,
    String commit,
    Machine machine,
    Map<String, String> settings,
    List<Run> runs,
    List<Ratio> ratios,
    List<LatencyRun> latencies,
    List<Footprint> footprints) {

  public static List<Ratio> ratios(List<Run> runs) {
    return runs.stream()
        .map(Run::eventsPerRequest)
        .distinct()
        .sorted()
        .flatMap(size -> ratios(runs, size))
        .toList();
  }

  /** Every request ended as it should, and every accepted event is in the log. */
  public boolean isSound() {
    return unsound().isEmpty() && latencies.stream().allMatch(run -> run.failures().isEmpty());
  }

  /** Runs whose accepted events are not exactly those in the log. */
  List<Run> unsound() {
    return runs.stream().filter(run -> !run.isSound()).toList();
  }

  List<Run> of(Contestant who, int eventsPerRequest) {
    return runs.stream()
        .filter(run -> run.who() == who && run.eventsPerRequest() == eventsPerRequest)
        .toList();
  }

  List<Integer> sizes() {
    return runs.stream().map(Run::eventsPerRequest).distinct().sorted().toList();
  }

  Optional<Ratio> ratio(Contestant of, Contestant to, int eventsPerRequest) {
    return ratios.stream()
        .filter(ratio -> ratio.of() == of && ratio.to() == to)
        .filter(ratio -> ratio.eventsPerRequest() == eventsPerRequest)
        .findFirst();
  }

  private static Stream<Ratio> ratios(List<Run> runs, int size) {
    return Stream.of(
            Ratio.between(runs, Contestant.PENSTOCK, Contestant.PERF, size),
            Ratio.between(runs, Contestant.PENSTOCK, Contestant.FLOOR, size),
            Ratio.between(runs, Contestant.FLOOR, Contestant.PERF, size))
        .flatMap(Optional::stream);
  }
}
