package io.penstock.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The server as its users start it, a process of its own with its broker inside. */
final class Penstock implements AutoCloseable {
  static final String KEY = "kill-key-0123456789";
  static final int KILLED = 128 + 9;

  private static final Path LAUNCHER = Path.of("target/penstock/bin/penstock").toAbsolutePath();
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final Duration END_MAX = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int LOG_LINES_SHOWN = 30;

  private final Path log;
  private final Path configuration;
  private final int port = freePort();
  private final int adminPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread end = new Thread(this::killWhatRuns, "penstock-end");
  private @Nullable Process process;
  private long startedNanos;

  Penstock(Path folder, List<Sink> sinks) throws IOException {
    this.log = folder.resolve("server.log");
    this.configuration = folder.resolve("penstock.yaml");
    Files.writeString(configuration, yaml(folder.resolve("data"), sinks));
    Runtime.getRuntime().addShutdownHook(end);
  }

  private String yaml(Path data, List<Sink> sinks) {
    return """
    node: {data-dir: "%s"}
    ingest: {http: {host: 127.0.0.1, port: %d}}
    access: {key: %s}
    admin: {port: %d}
    streams: {%s: {kind: open, type: type, time: time}}
    sinks:
      %s
    """
        .formatted(
            data,
            port,
            KEY,
            adminPort,
            Sink.STREAM,
            String.join("\n  ", sinks.stream().map(Sink::configuration).toList()));
  }

  /**
   * Below the range from which outgoing connections take theirs: a client that knocks at a port of
   * that range while nobody listens there will in the end reach itself, and keep the server out.
   */
  private static int freePort() {
    return ThreadLocalRandom.current()
        .ints(15_000, 30_000)
        .filter(Penstock::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  URI door() {
    return URI.create("http://127.0.0.1:%d/v1/streams/%s/events".formatted(port, Sink.STREAM));
  }

  void start() throws IOException {
    var builder =
        new ProcessBuilder(LAUNCHER.toString(), "start", "--config", configuration.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    startedNanos = System.nanoTime();
    process = builder.start();
  }

  /** Answers how long after its start events are taken. */
  Duration awaitReady() {
    URI ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    await("it is ready", READY_MAX, () -> ask(ready).isPresent());
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** What the admin listener answers; empty where it does not, or not with 200. */
  Optional<String> admin(String path) {
    return ask(URI.create("http://127.0.0.1:" + adminPort + path));
  }

  private Optional<String> ask(URI question) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(question).timeout(ANSWER_MAX).build(),
              BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException notNow) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Looks again and again while the server runs; that it ends meanwhile is a failure. */
  void await(String what, Duration max, BooleanSupplier condition) {
    long until = System.nanoTime() + max.toNanos();
    while (!condition.getAsBoolean()) {
      letRun(LOOK_AGAIN);
      if (System.nanoTime() > until) {
        throw new AssertionError(
            "%d s were not enough until %s; %s".formatted(max.toSeconds(), what, endOfLog()));
      }
    }
  }

  void letRun(Duration time) {
    if (hasEnded(time)) {
      throw new AssertionError(
          "the server ended by itself with %d; %s".formatted(running().exitValue(), endOfLog()));
    }
  }

  /** SIGKILL: the process gets no chance to do anything more. */
  int kill() {
    running().destroyForcibly();
    return exitCode(END_MAX);
  }

  /** SIGTERM: the process finishes what it has in hand. */
  int stop(Duration max) {
    running().destroy();
    return exitCode(max);
  }

  private int exitCode(Duration max) {
    if (!hasEnded(max)) {
      throw new AssertionError(
          "the server had not ended after %d s; %s".formatted(max.toSeconds(), endOfLog()));
    }
    return running().exitValue();
  }

  private boolean hasEnded(Duration max) {
    try {
      return running().waitFor(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log);
      int from = Math.max(0, lines.size() - LOG_LINES_SHOWN);
      return "the end of %s:%n%s"
          .formatted(log, String.join("\n", lines.subList(from, lines.size())));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void killWhatRuns() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    killWhatRuns();
    http.close();
    Runtime.getRuntime().removeShutdownHook(end);
  }
}
