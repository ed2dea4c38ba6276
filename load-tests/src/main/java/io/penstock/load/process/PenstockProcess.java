package io.penstock.load.process;

import io.penstock.load.http.HttpTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts Penstock as its users do; every key of its configuration that the bench sets is here. */
public final class PenstockProcess {
  private static final String STREAM = "bench";

  /** The one stream, for whoever reads Penstock's settings without its file. */
  static final List<String> STREAM_SETTINGS =
      Stream.of("kind=open", "type=type", "time=ts")
          .map(setting -> "streams." + STREAM + "." + setting)
          .toList();

  private static final String KEY = "bench-key-0123456789";
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private PenstockProcess() {}

  /**
   * The name tells servers of one run apart; overrides are {@code key=value}, as on its command
   * line.
   */
  public static Server start(
      Workplace workplace,
      Path start,
      Brokers broker,
      String name,
      List<String> jvmOptions,
      List<String> overrides)
      throws IOException {
    int port = Ports.free();
    Path configuration = workplace.file(name + ".yaml");
    Files.writeString(configuration, configuration(workplace.file(name + "-data"), port, broker));
    ChildProcess process =
        workplace.start(
            name,
            command(start, configuration, overrides),
            Map.of(
                "PENSTOCK_OPTS",
                String.join(" ", jvmOptions),
                "JAVA_HOME",
                System.getProperty("java.home")));
    awaitReady(process, port);
    return new Server(process, target(port), STREAM);
  }

  private static String configuration(Path data, int port, Brokers broker) {
    return """
    node: {data-dir: "%s"}
    ingest: {http: {host: 127.0.0.1, port: %d}}
    access: {key: %s}
    admin: {port: %d}
    log: {bootstrap-servers: "%s", partitions: %d}
    streams: {%s: {kind: open, type: type, time: ts}}
    sinks: {}
    """
        .formatted(
            data, port, KEY, Ports.free(), broker.bootstrapServers(), Topics.PARTITIONS, STREAM);
  }

  private static List<String> command(Path start, Path configuration, List<String> overrides) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(start.toString(), "start", "--config", configuration.toString()));
    overrides.forEach(override -> command.addAll(List.of("--set", override)));
    return command;
  }

  private static HttpTarget target(int port) {
    return new HttpTarget(port, "/v1/streams/" + STREAM + "/events").as(KEY, Optional.empty());
  }

  private static void awaitReady(ChildProcess process, int port) {
    URI ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    HttpRequest question = HttpRequest.newBuilder(ready).timeout(ANSWER_MAX).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      process.awaitReady(START_MAX, () -> isReady(client, question));
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest question) {
    try {
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while waiting for Penstock");
    }
  }
}
