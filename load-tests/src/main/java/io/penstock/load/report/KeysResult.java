package io.penstock.load.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What it costs the server to know who sends, turn by turn. */
public record KeysResult(List<Turn> turns) {
  /** How many times the CPU per event of the static key each may take. */
  private static final Map<Credential, Double> GOALS =
      new EnumMap<>(Map.of(Credential.TENANT_KEY, 1.05, Credential.SIGNED, 1.25));

  /** A run with each, one right after the other. */
  public record Turn(Map<Credential, Run> runs) {
    public double cpuRatio(Credential credential) {
      return serverSeconds(credential) / serverSeconds(Credential.STATIC_KEY);
    }

    private double serverSeconds(Credential credential) {
      return run(credential).cost().serverSeconds();
    }

    private Run run(Credential credential) {
      return Optional.ofNullable(runs.get(credential)).orElseThrow();
    }

    private int eventsPerRequest() {
      return run(Credential.STATIC_KEY).eventsPerRequest();
    }
  }

  public boolean isSound() {
    return runs().allMatch(Run::isSound);
  }

  public Report report(String name, String date, Machine machine) {
    return new Report(
        "Bench " + name + ", " + date,
        List.of("* machine: " + machine.description(), table().toString(), verdict(), unsound()),
        this,
        Optional.empty());
  }

  private Table table() {
    Table table =
        new Table(
            "sender",
            "events a request",
            "round",
            "server CPU µs an event",
            "/ static key",
            "ev/s",
            "broker CPU µs an event",
            "generator cores",
            "other cores");
    turns.forEach(turn -> turn.runs().keySet().forEach(each -> row(table, turn, each)));
    return table;
  }

  private static void row(Table table, Turn turn, Credential credential) {
    Run run = turn.run(credential);
    table.row(
        credential.label(),
        String.valueOf(run.eventsPerRequest()),
        String.valueOf(run.round()),
        Numbers.fraction(run.cost().serverSeconds()),
        Numbers.fraction(turn.cpuRatio(credential)),
        Numbers.whole(run.eventsPerSecond()),
        Numbers.fraction(run.cost().brokerSeconds()),
        Numbers.fraction(run.cost().generatorCores()),
        Numbers.fraction(run.cost().otherCores()));
  }

  private String verdict() {
    return turns.stream()
        .collect(Collectors.groupingBy(Turn::eventsPerRequest, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .flatMap(size -> verdicts(size.getKey(), size.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> verdicts(int size, List<Turn> turns) {
    return GOALS.entrySet().stream()
        .map(goal -> verdict(size, turns, goal.getKey(), goal.getValue()));
  }

  private static String verdict(int size, List<Turn> turns, Credential credential, double most) {
    List<Double> ratios = turns.stream().map(turn -> turn.cpuRatio(credential)).toList();
    return "* %d events a request: server CPU per event, %s / static key %s, the goal is at most %s: %s"
        .formatted(
            size,
            credential.label(),
            Numbers.fractionSpread(ratios),
            Numbers.fraction(most),
            Numbers.yesOrNo(Numbers.median(ratios) <= most));
  }

  private String unsound() {
    List<String> unsound =
        turns.stream()
            .flatMap(turn -> turn.runs().entrySet().stream())
            .filter(run -> !run.getValue().isSound())
            .map(run -> run.getKey().label() + ": " + run.getValue().description())
            .toList();
    return unsound.isEmpty()
        ? "In every run the records in the log were exactly the events accepted."
        : "**Not every run is sound:** " + String.join("; ", unsound);
  }

  private Stream<Run> runs() {
    return turns.stream().flatMap(turn -> turn.runs().values().stream());
  }
}
