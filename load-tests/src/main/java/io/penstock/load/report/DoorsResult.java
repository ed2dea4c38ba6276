package io.penstock.load.report;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much came through each of two doors, turn by turn.
 *
 * @param grpcConnections over which as many calls were under way as there are connections over HTTP
 */
public record DoorsResult(int grpcConnections, List<Turn> turns) {
  /** What gRPC is to reach of HTTP. */
  private static final double GOAL = 0.8;

  /** Two runs, one right after the other. */
  public record Turn(Run http, Run grpc) {
    public double throughputRatio() {
      return grpc.eventsPerSecond() / http.eventsPerSecond();
    }

    double cpuRatio() {
      return grpc.cost().serverSeconds() / http.cost().serverSeconds();
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
    return "* machine: %s\n* gRPC: %d connections, as many calls under way as HTTP has connections"
        .formatted(machine.description(), grpcConnections);
  }

  private Table table() {
    Table table =
        new Table(
            "events a request",
            "round",
            "HTTP ev/s",
            "gRPC ev/s",
            "gRPC / HTTP",
            "HTTP, server CPU µs an event",
            "gRPC, server CPU µs an event",
            "HTTP, generator cores",
            "gRPC, generator cores",
            "HTTP, other cores",
            "gRPC, other cores");
    for (Turn turn : turns) {
      table.row(
          String.valueOf(turn.http().eventsPerRequest()),
          String.valueOf(turn.http().round()),
          Numbers.whole(turn.http().eventsPerSecond()),
          Numbers.whole(turn.grpc().eventsPerSecond()),
          Numbers.fraction(turn.throughputRatio()),
          Numbers.fraction(turn.http().cost().serverSeconds()),
          Numbers.fraction(turn.grpc().cost().serverSeconds()),
          Numbers.fraction(turn.http().cost().generatorCores()),
          Numbers.fraction(turn.grpc().cost().generatorCores()),
          Numbers.fraction(turn.http().cost().otherCores()),
          Numbers.fraction(turn.grpc().cost().otherCores()));
    }
    return table;
  }

  private String verdict() {
    return turns.stream()
        .collect(
            Collectors.groupingBy(
                turn -> turn.http().eventsPerRequest(), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(size -> verdict(size.getKey(), size.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String verdict(int size, List<Turn> turns) {
    List<Double> ratios = turns.stream().map(Turn::throughputRatio).toList();
    return "* %d events a request: gRPC / HTTP %s, the goal is %.1f: %s; server CPU per event %s"
        .formatted(
            size,
            Numbers.fractionSpread(ratios),
            GOAL,
            Numbers.yesOrNo(Numbers.median(ratios) >= GOAL),
            Numbers.fractionSpread(turns.stream().map(Turn::cpuRatio).toList()));
  }

  private String unsound() {
    List<String> unsound = runs().filter(run -> !run.isSound()).map(Run::description).toList();
    return unsound.isEmpty()
        ? "In every run the records in the log were exactly the events accepted."
        : "**Not every run is sound:** " + String.join("; ", unsound);
  }

  private Stream<Run> runs() {
    return turns.stream().flatMap(turn -> Stream.of(turn.http(), turn.grpc()));
  }
}
