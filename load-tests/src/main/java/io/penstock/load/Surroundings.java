package io.penstock.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.load.data.Events;
import io.penstock.load.process.Brokers;
import io.penstock.load.process.FloorProcess;
import io.penstock.load.process.PenstockProcess;
import io.penstock.load.process.Server;
import io.penstock.load.process.Workplace;
import io.penstock.load.report.Contestant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What every scenario starts from: a broker, the same events, and a way to start a server. */
final class Surroundings implements AutoCloseable {
  static final List<String> SERVER_HEAP = List.of("-Xms1g", "-Xmx1g");

  private static final long SEED = 7;
  private static final int EVENTS = 20_000;

  private final Path root;
  private final Workplace workplace;
  private final Brokers broker;
  private final List<byte[]> events = Events.seeded(SEED, EVENTS);

  private Surroundings(Path root, Workplace workplace, Brokers broker) {
    this.root = root;
    this.workplace = workplace;
    this.broker = broker;
  }

  /** The root is the project's folder, where {@code target/penstock} is. */
  static Surroundings open(Path root) throws IOException {
    Workplace workplace = Workplace.open(root.resolve("target"));
    try {
      return new Surroundings(root, workplace, Brokers.start(workplace));
    } catch (IOException | RuntimeException fault) {
      workplace.close();
      throw fault;
    }
  }

  Measurements measurements() {
    return new Measurements(workplace, broker, events);
  }

  Workplace workplace() {
    return workplace;
  }

  Brokers broker() {
    return broker;
  }

  List<byte[]> events() {
    return events;
  }

  Server start(Contestant who, List<String> jvmOptions) throws IOException {
    return switch (who) {
      case FLOOR -> FloorProcess.start(workplace, broker, jvmOptions);
      case PENSTOCK -> penstock("penstock", jvmOptions, List.of());
      case PERF -> throw new IllegalArgumentException(who.label() + " is no server");
    };
  }

  Server penstock(String name, List<String> jvmOptions, List<String> overrides) throws IOException {
    Path start = root.resolve("target/penstock/bin/penstock");
    return PenstockProcess.start(workplace, start, broker, name, jvmOptions, overrides);
  }

  /** The events one by one, for whoever reads them from a file. */
  Path payloads() throws IOException {
    return Files.write(workplace.file("events.ndjson"), lines());
  }

  private List<String> lines() {
    return events.stream().map(event -> new String(event, UTF_8)).toList();
  }

  @Override
  public void close() {
    broker.close();
    workplace.close();
  }
}
