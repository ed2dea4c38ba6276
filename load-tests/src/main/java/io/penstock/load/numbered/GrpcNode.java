package io.penstock.load.numbered;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.ChildProcess;
import io.penstock.load.process.Ports;
import io.penstock.load.process.Usage;
import io.penstock.load.process.Workplace;
import io.penstock.load.torture.scene.Metrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Penstock with a door for gRPC; it may be killed and started again on the same folder. */
public final class GrpcNode implements AutoCloseable {
  public static final String KEY = "bench-key-0123456789";
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int door = Ports.free();
  private final int healthPort = Ports.free();
  private final Workplace workplace;
  private final List<String> command;
  private final Map<String, String> environment;
  private ChildProcess process;
  private int starts;

  /**
   * Starts one.
   *
   * @param root the project's folder
   * @param configuration a file that leaves ports to us
   * @param variables of its environment
   * @param settings {@code key=value}, as on the command line
   */
  public GrpcNode(
      Workplace workplace,
      Path root,
      Path configuration,
      Map<String, String> variables,
      List<String> settings) {
    this.workplace = workplace;
    this.command = command(root, configuration, settings);
    this.environment = new HashMap<>(variables);
    environment.put("PENSTOCK_KEY", KEY);
    environment.put("PENSTOCK_DATA", workplace.file("penstock-data").toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    this.process = launch();
  }

  private List<String> command(Path root, Path configuration, List<String> settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "ingest.http.host=127.0.0.1",
                "ingest.http.port=" + Ports.free(),
                "ingest.grpc.enabled=true",
                "ingest.grpc.host=127.0.0.1",
                "ingest.grpc.port=" + door,
                "admin.port=" + Ports.free(),
                "admin.health.enabled=true",
                "admin.health.host=127.0.0.1",
                "admin.health.port=" + healthPort));
    all.addAll(settings);
    List<String> words =
        new ArrayList<>(
            List.of(
                root.resolve("target/penstock/bin/penstock").toString(),
                "start",
                "--config",
                configuration.toString()));
    all.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words;
  }

  private ChildProcess launch() {
    starts++;
    ChildProcess launched = workplace.start("penstock-" + starts, command, environment);
    launched.awaitReady(START_MAX, this::isReady);
    return launched;
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  public void startAgain() {
    process = launch();
  }

  /** Where events go. */
  public String target() {
    return "127.0.0.1:" + door;
  }

  private boolean isReady() {
    try {
      return ask("/health/ready").statusCode() == 200;
    } catch (BenchFault notYet) {
      return false;
    }
  }

  public Metrics metrics() {
    try {
      return Metrics.of(ask("/metrics").body());
    } catch (BenchFault silent) {
      throw process.isAlive() ? silent : process.fault("has ended");
    }
  }

  private HttpResponse<String> ask(String path) {
    URI question = URI.create("http://127.0.0.1:" + healthPort + path);
    try {
      return http.send(
          HttpRequest.newBuilder(question).timeout(ANSWER_MAX).build(), BodyHandlers.ofString());
    } catch (IOException fault) {
      throw new BenchFault("Penstock does not answer " + question, fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while Penstock was asked");
    }
  }

  /** Of the process that runs now; fails where it has ended. */
  public Usage usage() {
    if (!process.isAlive()) {
      throw process.fault("has ended");
    }
    return process.usage();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
    http.shutdownNow();
  }
}
