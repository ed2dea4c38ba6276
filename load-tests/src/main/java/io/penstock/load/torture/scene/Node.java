package io.penstock.load.torture.scene;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.ChildProcess;
import io.penstock.load.process.Ports;
import io.penstock.load.process.Workplace;
import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Door;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Penstock as its users start it; killed and started again on the same folder and ports. */
public final class Node implements AutoCloseable {
  public static final String KEY = "torture-key-0123456789";

  /**
   * Patience, not a goal: a machine that also compiles something makes a start three times as long.
   */
  private static final Duration READY_MAX = Duration.ofMinutes(4);

  private static final Duration STOP_MAX = Duration.ofSeconds(35);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final Workplace workplace;
  private final Path program;
  private final Path firstProgram;
  private final String files;
  private final String name;
  private final Quarters quarters;
  private final Map<String, String> environment;
  private final Path configuration;
  private final int port = Ports.free();
  private final int adminPort = Ports.free();
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile @Nullable ChildProcess process;
  private volatile boolean isFrozen;
  private long startedNanos;
  private int starts;

  /** {@code sections} are streams, sinks and the log, as YAML; the file names tell runs apart. */
  Node(
      Ground ground,
      String files,
      String name,
      Quarters quarters,
      Map<String, String> environment,
      String sections)
      throws IOException {
    this.workplace = ground.workplace();
    this.program = ground.program();
    this.firstProgram = ground.firstProgram();
    this.files = files;
    this.name = name;
    this.quarters = quarters;
    this.environment = environment;
    this.configuration = workplace.file(files + ".yaml");
    Files.writeString(configuration, yaml() + sections);
  }

  private String yaml() {
    return """
    node: {name: %s, data-dir: "%s"}
    ingest: {http: {host: %4$s, port: %3$d}}
    access: {key: %5$s}
    admin: {host: %4$s, port: %6$d}
    """
        .formatted(name, dataDir(), port, quarters.host(), KEY, adminPort);
  }

  /** As its configuration calls it. */
  public String name() {
    return name;
  }

  /** Where it keeps the files of its sinks and its spool. */
  public Path dataDir() {
    return workplace.file(files + "-data");
  }

  public Door door(String stream) {
    return new Door(
        quarters.host(), port, "/v1/streams/" + stream + "/events", Credential.key(KEY));
  }

  public void start() {
    starts++;
    startedNanos = System.nanoTime();
    process = workplace.start(files + "-" + starts, command(), environment());
    isFrozen = false;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(quarters.before());
    Path version = starts == 1 ? firstProgram : program;
    command.addAll(List.of(version.toString(), "start", "--config", configuration.toString()));
    return command;
  }

  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("PENSTOCK_OPTS", "-Xmx512m");
    return all;
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

  /** SIGSTOP: it does not even know that time goes by. */
  public void freeze() {
    running().signal("STOP");
    isFrozen = true;
  }

  /** SIGCONT; nothing where it is not frozen. */
  public void thaw() {
    if (isFrozen && isAlive()) {
      running().signal("CONT");
    }
    isFrozen = false;
  }

  /** Alive, and not frozen. */
  public boolean isAwake() {
    return isAlive() && !isFrozen;
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

  /** How many nodes answer it, with itself; 0 where it does not answer. */
  public int heard() {
    return admin("/admin/v1/nodes").map(Node::answering).orElse(0);
  }

  private static int answering(String nodes) {
    return Math.toIntExact(
        new JsonArray(nodes)
            .stream().filter(node -> ((JsonObject) node).getBoolean("answers", true)).count());
  }

  /** Where its commands reach it. */
  public String adminUrl() {
    return url(adminPort, "");
  }

  public Optional<String> admin(String path) {
    return ask(adminPort, path)
        .filter(answer -> answer.statusCode() == 200)
        .map(HttpResponse::body);
  }

  private Optional<HttpResponse<String>> ask(int where, String path) {
    URI question = URI.create(url(where, path));
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

  private String url(int where, String path) {
    return "http://%s:%d%s".formatted(quarters.host(), where, path);
  }

  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
    http.shutdownNow();
  }
}
