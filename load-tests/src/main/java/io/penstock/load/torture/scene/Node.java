package io.penstock.load.torture.scene;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.ChildProcess;
import io.penstock.load.process.Ports;
import io.penstock.load.process.Workplace;
import io.penstock.load.torture.send.Door;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Penstock as its users start it; killed and started again on the same folder and ports. */
public final class Node implements AutoCloseable {
  public static final String KEY = "torture-key-0123456789";

  private static final Duration READY_MAX = Duration.ofSeconds(90);
  private static final Duration STOP_MAX = Duration.ofSeconds(35);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final Workplace workplace;
  private final String name;
  private final Path program;
  private final Path configuration;
  private final int port = Ports.free();
  private final int adminPort = Ports.free();
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile @Nullable ChildProcess process;
  private long startedNanos;
  private int starts;

  /** {@code sections} are streams, sinks and the log, as YAML. */
  Node(Workplace workplace, Path program, String name, String sections) throws IOException {
    this.workplace = workplace;
    this.name = name;
    this.program = program;
    this.configuration = workplace.file(name + ".yaml");
    Files.writeString(configuration, yaml() + sections);
  }

  private String yaml() {
    return """
    node: {data-dir: "%s"}
    ingest: {http: {host: 127.0.0.1, port: %d}}
    access: {key: %s}
    admin: {port: %d}
    """
        .formatted(dataDir(), port, KEY, adminPort);
  }

  /** Where it keeps the files of its sinks and its spool. */
  public Path dataDir() {
    return workplace.file(name + "-data");
  }

  public Door door(String stream) {
    return new Door(port, "/v1/streams/" + stream + "/events", KEY);
  }

  public void start() {
    starts++;
    startedNanos = System.nanoTime();
    process =
        workplace.start(
            name + "-" + starts,
            List.of(program.toString(), "start", "--config", configuration.toString()),
            Map.of("JAVA_HOME", System.getProperty("java.home"), "PENSTOCK_OPTS", "-Xmx512m"));
  }

  /** Answers how long after its start it takes events. */
  public Duration awaitReady() {
    running().awaitReady(READY_MAX, () -> readiness() == 200);
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  public void kill() {
    running().kill();
  }

  /** SIGTERM; answers the exit code. */
  public int stop() {
    return running().stop(STOP_MAX);
  }

  public boolean isAlive() {
    ChildProcess now = process;
    return now != null && now.isAlive();
  }

  public ChildProcess running() {
    ChildProcess now = process;
    if (now == null) {
      throw new BenchFault(name + " was not started");
    }
    return now;
  }

  /** The status of {@code /health/ready}; 0 where nobody answers. */
  public int readiness() {
    return ask(port, "/health/ready").map(HttpResponse::statusCode).orElse(0);
  }

  /** Empty where the admin listener does not answer, or not with 200. */
  public Optional<List<LedgerLine>> ledger() {
    return admin("/admin/v1/ledger").map(LedgerLine::of);
  }

  public Optional<Metrics> metrics() {
    return admin("/metrics").map(Metrics::of);
  }

  /** Where its commands reach it. */
  public String adminUrl() {
    return "http://127.0.0.1:" + adminPort;
  }

  public Optional<String> admin(String path) {
    return ask(adminPort, path)
        .filter(answer -> answer.statusCode() == 200)
        .map(HttpResponse::body);
  }

  private Optional<HttpResponse<String>> ask(int where, String path) {
    URI question = URI.create("http://127.0.0.1:" + where + path);
    try {
      return Optional.of(
          http.send(
              HttpRequest.newBuilder(question).timeout(ANSWER_MAX).build(),
              BodyHandlers.ofString()));
    } catch (IOException notNow) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while " + name + " was asked");
    }
  }

  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
    http.shutdownNow();
  }
}
