package io.penstock.load.report;

import io.penstock.load.http.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Lays the results of a bench run out for people. */
public final class ResultsReport {
  private static final double P99_MILLIS_GOAL = 25;

  private final Results results;

  private ResultsReport(Results results) {
    this.results = results;
  }

  public static Report of(Results results) {
    ResultsReport report = new ResultsReport(results);
    return new Report(
        "Bench " + results.name() + ", " + results.date(),
        report.sections(),
        results,
        Optional.of(Chart.of(results)));
  }

  private List<String> sections() {
    List<String> sections = new ArrayList<>();
    sections.add(circumstances());
    sections.add("## Throughput, closed loop\n\n" + throughput());
    sections.add("## Ratios within a round\n\n" + ratios());
    if (!results.latencies().isEmpty()) {
      sections.add("## Latency at half of the own maximum, open loop\n\n" + latencies());
    }
    if (!results.footprints().isEmpty()) {
      sections.add("## Resident memory over all runs\n\n" + footprints());
    }
    sections.add(soundness());
    return sections;
  }

  private String circumstances() {
    String settings =
        results.settings().entrySet().stream()
            .map(setting -> "* " + setting.getKey() + ": " + setting.getValue())
            .collect(Collectors.joining("\n"));
    return "* commit: %s\n* machine: %s\n%s"
        .formatted(results.commit(), results.machine().description(), settings);
  }

  private Table throughput() {
    Table table =
        new Table(
            "events a request, who",
            "events/s, median [range]",
            "p50 ms",
            "p99 ms",
            "server CPU s/M",
            "broker CPU s/M",
            "generator cores",
            "other cores");
    results.sizes().forEach(size -> throughput(table, size));
    return table;
  }

  private void throughput(Table table, int size) {
    for (Contestant who : Contestant.values()) {
      List<Run> runs = results.of(who, size);
      if (!runs.isEmpty()) {
        table.row(
            size + ", " + who.label(),
            Numbers.spread(runs.stream().map(Run::eventsPerSecond).toList()),
            millis(runs, Latency::p50),
            millis(runs, Latency::p99),
            cost(runs, Cost::serverSeconds),
            cost(runs, Cost::brokerSeconds),
            cost(runs, Cost::generatorCores),
            cost(runs, Cost::otherCores));
      }
    }
  }

  private Table ratios() {
    Table table = new Table("ratio", "events a request", "median [range]", "goal", "reached");
    for (Ratio ratio : results.ratios()) {
      table.row(
          ratio.of().label() + " / " + ratio.to().label(),
          String.valueOf(ratio.eventsPerRequest()),
          Numbers.fractionSpread(ratio.rounds()),
          ratio.goal().map(Numbers::fraction).orElse("–"),
          ratio.goal().map(goal -> Numbers.yesOrNo(ratio.median() >= goal)).orElse("–"));
    }
    return table;
  }

  private Table latencies() {
    Table table =
        new Table(
            "events a request, who",
            "events/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms",
            "p99 under " + Math.round(P99_MILLIS_GOAL) + " ms");
    for (LatencyRun run : results.latencies()) {
      table.row(
          run.eventsPerRequest() + ", " + run.who().label(),
          Numbers.whole(run.eventsPerSecond()),
          Numbers.fraction(run.latency().p50()),
          Numbers.fraction(run.latency().p95()),
          Numbers.fraction(run.latency().p99()),
          Numbers.fraction(run.latency().p999()),
          Numbers.fraction(run.latency().max()),
          run.failures().orElse(Numbers.yesOrNo(run.latency().p99() < P99_MILLIS_GOAL)));
    }
    return table;
  }

  private Table footprints() {
    Table table = new Table("server", "peak MiB", "end MiB");
    results
        .footprints()
        .forEach(
            print ->
                table.row(
                    print.who().label(),
                    Numbers.whole(print.peakMiB()),
                    Numbers.whole(print.endMiB())));
    return table;
  }

  private String soundness() {
    List<Run> unsound = results.unsound();
    return unsound.isEmpty()
        ? "In every run the records in the log were exactly the events accepted."
        : unsound.stream()
            .map(run -> "* " + run.description())
            .collect(Collectors.joining("\n", "**Not every run is sound:**\n\n", ""));
  }

  private static String cost(List<Run> runs, ToDoubleFunction<Cost> part) {
    List<Double> costs = runs.stream().map(run -> part.applyAsDouble(run.cost())).toList();
    return Numbers.fraction(Numbers.median(costs));
  }

  private static String millis(List<Run> runs, ToDoubleFunction<Latency> part) {
    List<Double> millis =
        runs.stream().flatMap(run -> run.latency().stream()).map(part::applyAsDouble).toList();
    return millis.isEmpty() ? "–" : Numbers.fraction(Numbers.median(millis));
  }
}
