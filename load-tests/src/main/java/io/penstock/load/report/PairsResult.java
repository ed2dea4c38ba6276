package io.penstock.load.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What two configurations cost the server per event, pair by pair. */
public record PairsResult(
    List<String> settingsA, List<String> settingsB, int eventsPerRequest, List<Pair> pairs) {

  /** Two runs, one right after the other. */
  public record Pair(Run a, Run b) {
    public double cpuRatio() {
      return b.cost().serverSeconds() / a.cost().serverSeconds();
    }
  }

  public boolean isSound() {
    return runs().allMatch(Run::isSound);
  }

  public Report report(String name, String date, Machine machine) {
    return new Report(
        "Bench " + name + ", " + date,
        List.of(circumstances(machine), table().toString(), verdict(), unsound()),
        this,
        Optional.empty());
  }

  private String circumstances(Machine machine) {
    return "* machine: %s\n* a: %s\n* b: %s\n* events a request: %d"
        .formatted(machine.description(), settingsA, settingsB, eventsPerRequest);
  }

  private Table table() {
    Table table =
        new Table("pair", "a, CPU µs an event", "b, CPU µs an event", "b / a", "a ev/s", "b ev/s");
    for (Pair pair : pairs) {
      table.row(
          String.valueOf(pair.a().round()),
          Numbers.fraction(pair.a().cost().serverSeconds()),
          Numbers.fraction(pair.b().cost().serverSeconds()),
          Numbers.fraction(pair.cpuRatio()),
          Numbers.whole(pair.a().eventsPerSecond()),
          Numbers.whole(pair.b().eventsPerSecond()));
    }
    return table;
  }

  private String verdict() {
    List<Double> ratios = pairs.stream().map(Pair::cpuRatio).toList();
    return "Server CPU per event, b / a: median " + Numbers.fractionSpread(ratios);
  }

  private String unsound() {
    List<String> unsound = runs().filter(run -> !run.isSound()).map(Run::description).toList();
    return unsound.isEmpty()
        ? "In every run the records in the log were exactly the events accepted."
        : "**Not every run is sound:** " + String.join("; ", unsound);
  }

  private Stream<Run> runs() {
    return pairs.stream().flatMap(pair -> Stream.of(pair.a(), pair.b()));
  }
}
