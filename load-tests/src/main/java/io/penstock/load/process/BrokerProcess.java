package io.penstock.load.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker with its controller in a process of its own. It may be killed and started again on
 * the same data and ports.
 */
public final class BrokerProcess {
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private final Workplace workplace;
  private final BrokerSettings settings;
  private final Path file;
  private final String heap;
  private @Nullable ChildProcess process;
  private int starts;

  private BrokerProcess(Workplace workplace, BrokerSettings settings, Path file, String heap) {
    this.workplace = workplace;
    this.settings = settings;
    this.file = file;
    this.heap = heap;
  }

  /** Not started yet; {@code all} are this one and those beside it. */
  static BrokerProcess make(
      Workplace workplace,
      BrokerSettings settings,
      List<BrokerSettings> all,
      String cluster,
      String heap)
      throws IOException {
    Path data = workplace.file("broker-" + settings.number() + "-data");
    Path file = workplace.file("broker-" + settings.number() + ".properties");
    settings.write(file, data, all);
    settings.format(data, cluster);
    return new BrokerProcess(workplace, settings, file, heap);
  }

  /** On the same data and ports as ever; nothing where it runs. */
  void launch() {
    if (!isAlive()) {
      starts++;
      process =
          workplace.start(
              "broker-%d-%d".formatted(settings.number(), starts),
              JavaCommand.of(
                  List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"),
                  "kafka.Kafka",
                  List.of(file.toString())),
              Map.of());
    }
  }

  /** One of three may wait for another of them, so all are launched before any is waited for. */
  void awaitReady() {
    running().awaitReady(START_MAX, this::listens);
  }

  private boolean listens() {
    return Ports.isOpen(settings.port())
        && settings.fronts().stream().allMatch(front -> Ports.isOpen(front.port()));
  }

  /** SIGKILL: what it has not written yet is gone. */
  void kill() {
    running().kill();
  }

  private ChildProcess running() {
    ChildProcess now = process;
    if (now == null) {
      throw new BenchFault("broker %d was not started".formatted(settings.number()));
    }
    return now;
  }

  private boolean isAlive() {
    return process != null && process.isAlive();
  }

  String bootstrapServer() {
    return "127.0.0.1:" + settings.port();
  }

  /** Where proxies connect to. */
  List<Front> fronts() {
    return settings.fronts();
  }

  Usage usage() {
    return running().usage();
  }

  /** Of the process that runs now. */
  List<String> logLines() {
    return running().logLines();
  }
}
