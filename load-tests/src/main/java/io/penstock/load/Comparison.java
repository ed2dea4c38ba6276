package io.penstock.load;

import io.penstock.load.http.Load;
import io.penstock.load.process.Server;
import io.penstock.load.process.Usage;
import io.penstock.load.report.Contestant;
import io.penstock.load.report.Footprint;
import io.penstock.load.report.LatencyRun;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The bench itself: all contestants, all sizes, round after round, then the latencies. */
final class Comparison {
  private final Plan plan;
  private final Surroundings surroundings;
  private final Progress progress;
  private final Measurements measurements;
  private final Map<Contestant, Server> servers = new EnumMap<>(Contestant.class);
  private final List<Run> runs = new ArrayList<>();
  private final List<LatencyRun> latencies = new ArrayList<>();

  Comparison(Plan plan, Surroundings surroundings, Progress progress) {
    this.plan = plan;
    this.surroundings = surroundings;
    this.progress = progress;
    this.measurements = surroundings.measurements();
  }

  void run() throws IOException {
    startServers();
    warmUp();
    allRounds();
    for (Contestant who : plan.servers()) {
      measureLatencies(who);
    }
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }

  List<LatencyRun> latencies() {
    return List.copyOf(latencies);
  }

  List<Footprint> footprints() {
    return servers.entrySet().stream()
        .map(server -> footprint(server.getKey(), server.getValue().process().usage()))
        .toList();
  }

  private static Footprint footprint(Contestant who, Usage usage) {
    return new Footprint(who, usage.peakMiB(), usage.residentMiB());
  }

  private void startServers() throws IOException {
    for (Contestant who : plan.servers()) {
      progress.says("starting " + who.label());
      servers.put(who, surroundings.start(who, Surroundings.SERVER_HEAP));
    }
  }

  /** Backwards, because the rounds begin with the first size. */
  private void warmUp() throws IOException {
    for (int size : plan.sizes().reversed()) {
      for (Contestant who : plan.servers()) {
        progress.says("warming up " + who.label() + ", " + size + " a request");
        measurements.flatOut(who, server(who), size, 0, plan.warmUpOfOneSize());
      }
    }
  }

  /** Neighbours in time are compared, and each contestant goes first as often as the others. */
  private void allRounds() throws IOException {
    Path payloads = surroundings.payloads();
    measurements.prepareProducerPerformance();
    List<Contestant> order = new ArrayList<>(plan.contestants());
    for (int round = 1; round <= plan.rounds(); round++) {
      for (int size : plan.sizes()) {
        for (Contestant who : order) {
          add(one(who, size, round, payloads));
        }
        Collections.rotate(order, 1);
      }
    }
  }

  private Run one(Contestant who, int size, int round, Path payloads) throws IOException {
    return switch (who) {
      case PERF -> measurements.producerPerformance(payloads, size, round, plan.run());
      case FLOOR, PENSTOCK -> measurements.flatOut(who, server(who), size, round, plan.run());
    };
  }

  private void add(Run run) {
    runs.add(run);
    progress.says(
        "round %d of %d, %d a request, %s: %s events/s"
            .formatted(
                run.round(),
                plan.rounds(),
                run.eventsPerRequest(),
                run.who().label(),
                Numbers.whole(run.eventsPerSecond())));
  }

  private void measureLatencies(Contestant who) throws IOException {
    for (int size : plan.latencySizes()) {
      latencies.add(latency(who, size, maximum(who, size) / 2, plan.latency()));
    }
  }

  private LatencyRun latency(Contestant who, int size, double rate, Duration duration)
      throws IOException {
    progress.says(
        "latency of %s, %d a request, %s events/s"
            .formatted(who.label(), size, Numbers.whole(rate)));
    Load load = measurements.scheduled(server(who), size, rate, duration);
    return new LatencyRun(who, size, rate, load.latency(), Measurements.failures(load));
  }

  private double maximum(Contestant who, int size) {
    return Numbers.median(
        runs.stream()
            .filter(run -> run.who() == who && run.eventsPerRequest() == size)
            .map(Run::eventsPerSecond)
            .toList());
  }

  private Server server(Contestant who) {
    return Objects.requireNonNull(servers.get(who), who + " was not started");
  }
}
