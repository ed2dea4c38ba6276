package io.penstock.load;

import io.penstock.load.data.Bodies;
import io.penstock.load.http.Load;
import io.penstock.load.http.LoadGenerator;
import io.penstock.load.http.Pace;
import io.penstock.load.process.Brokers;
import io.penstock.load.process.ProducerPerformanceRun;
import io.penstock.load.process.Server;
import io.penstock.load.process.Workplace;
import io.penstock.load.report.Contestant;
import io.penstock.load.report.Cost;
import io.penstock.load.report.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Single runs: so many events a request against one contestant. */
final class Measurements {
  private static final String PERF_TOPIC = "perf";

  /** Near enough to what it does in a second that its run takes about as long as the others. */
  private static final long PERF_RECORDS_A_SECOND = 450_000;

  private final Workplace workplace;
  private final Brokers broker;
  private final List<byte[]> events;

  Measurements(Workplace workplace, Brokers broker, List<byte[]> events) {
    this.workplace = workplace;
    this.broker = broker;
    this.events = events;
  }

  void prepareProducerPerformance() {
    broker.topics().create(PERF_TOPIC);
  }

  Run producerPerformance(Path payloads, int eventsPerRequest, int round, Duration duration) {
    Meter meter = Meter.start(broker, PERF_TOPIC);
    long records = duration.toSeconds() * PERF_RECORDS_A_SECOND;
    ProducerPerformanceRun run =
        ProducerPerformanceRun.of(workplace, broker, PERF_TOPIC, payloads, records);
    return new Run(
        Contestant.PERF,
        eventsPerRequest,
        round,
        run.recordsPerSecond(),
        run.records(),
        meter.recordsSince(),
        Optional.empty(),
        Optional.empty(),
        meter.cost(run.records(), run.cpu(), Duration.ZERO));
  }

  /** Closed loop: as many events as the server takes. */
  Run flatOut(Contestant who, Server server, int eventsPerRequest, int round, Duration duration)
      throws IOException {
    return flatOut(
        who,
        server,
        eventsPerRequest,
        round,
        () -> load(server, eventsPerRequest, new Pace.AsFastAsAnswered(), duration));
  }

  /** What loads a server, however it does so. */
  @FunctionalInterface
  interface Loading {
    Load run() throws IOException;
  }

  Run flatOut(Contestant who, Server server, int eventsPerRequest, int round, Loading loading)
      throws IOException {
    Meter meter = Meter.start(broker, server);
    Duration cpuBefore = server.process().usage().cpu();
    Load load = loading.run();
    Duration cpu = server.process().usage().cpu().minus(cpuBefore);
    long accepted = load.accepted() * eventsPerRequest;
    Cost cost = meter.cost(accepted, cpu, load.generatorCpu());
    return new Run(
        who,
        eventsPerRequest,
        round,
        load.requestsPerSecond() * eventsPerRequest,
        accepted,
        meter.recordsSince(),
        failures(load),
        Optional.of(load.latency()),
        cost);
  }

  /** Open loop: so many events a second, whatever the server does. */
  Load scheduled(Server server, int eventsPerRequest, double eventsPerSecond, Duration duration)
      throws IOException {
    Pace pace = new Pace.Scheduled(eventsPerSecond / eventsPerRequest);
    return load(server, eventsPerRequest, pace, duration);
  }

  static Optional<String> failures(Load load) {
    return load.failed() == 0 ? Optional.empty() : Optional.of(load.failures());
  }

  private Load load(Server server, int eventsPerRequest, Pace pace, Duration duration)
      throws IOException {
    List<byte[]> bodies = Bodies.of(events, eventsPerRequest);
    int connections = Plan.connections(eventsPerRequest);
    Load load = LoadGenerator.run(server.target(), bodies, connections, pace, duration);
    if (load.accepted() == 0) {
      throw server.process().fault("accepted nothing (" + load.failures() + ")");
    }
    return load;
  }
}
