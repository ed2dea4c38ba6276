package io.penstock.load.audit;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.ChildProcess;
import io.penstock.load.process.Ports;
import io.penstock.load.process.Usage;
import io.penstock.load.process.Workplace;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Penstock with conf/audit.yaml; only where things are is told it. */
final class AuditNode implements AutoCloseable {
  static final String KEY = "bench-key-0123456789";
  static final String STREAM = "audit-events";
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final Duration RECONCILE_MAX = Duration.ofMinutes(12);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final int adminPort = Ports.free();
  private final ChildProcess process;

  AuditNode(Workplace workplace, Path root, Map<String, String> addresses) {
    Map<String, String> environment = new HashMap<>(addresses);
    environment.put("PENSTOCK_KEY", KEY);
    environment.put("PENSTOCK_DATA", workplace.file("penstock-data").toString());
    environment.put("PENSTOCK_OPTS", "-Xmx1g");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    List<String> command =
        List.of(
            root.resolve("target/penstock/bin/penstock").toString(),
            "start",
            "--config",
            root.resolve("conf/audit.yaml").toString(),
            "--set",
            "ingest.http.host=127.0.0.1",
            "--set",
            "ingest.http.port=" + port,
            "--set",
            "admin.port=" + adminPort);
    this.process = workplace.start("penstock", command, environment);
    process.awaitReady(START_MAX, this::isReady);
  }

  URI door() {
    return uri(port, "/v1/streams/" + STREAM + "/events");
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private boolean isReady() {
    try {
      HttpRequest question =
          HttpRequest.newBuilder(uri(adminPort, "/health/ready")).timeout(ANSWER_MAX).build();
      return ask(question).statusCode() == 200;
    } catch (BenchFault notYet) {
      return false;
    }
  }

  /** The value that a metric has for a sink; 0 where it has none yet. */
  double metric(String name, String sink) {
    HttpRequest question =
        HttpRequest.newBuilder(uri(adminPort, "/metrics")).timeout(ANSWER_MAX).build();
    String series = name + "{sink=\"" + sink + "\"} ";
    return ask(question)
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElse(0);
  }

  /** What nothing explains, by the server's own account. */
  long unexplained(String sink, Duration since) {
    var wanted =
        new JsonObject()
            .put("stream", STREAM)
            .put("sink", sink)
            .put("sinceSeconds", since.toSeconds());
    HttpRequest question =
        HttpRequest.newBuilder(uri(adminPort, "/admin/v1/reconcile"))
            .timeout(RECONCILE_MAX)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(wanted.encode()))
            .build();
    HttpResponse<String> answer = ask(question);
    return reports(answer.body())
        .mapToLong(report -> report.getLong("unexplained"))
        .findFirst()
        .orElseThrow(() -> new BenchFault("no reconciliation of " + sink + ": " + answer.body()));
  }

  private static Stream<JsonObject> reports(String lines) {
    return lines
        .lines()
        .map(JsonObject::new)
        .filter(line -> line.containsKey("report"))
        .map(line -> line.getJsonObject("report"));
  }

  private HttpResponse<String> ask(HttpRequest question) {
    try {
      return http.send(question, BodyHandlers.ofString());
    } catch (IOException fault) {
      throw new BenchFault("Penstock does not answer " + question.uri(), fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while Penstock was asked");
    }
  }

  Usage usage() {
    return process.usage();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.close();
    http.shutdownNow();
  }
}
