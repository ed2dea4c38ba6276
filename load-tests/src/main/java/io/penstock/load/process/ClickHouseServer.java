package io.penstock.load.process;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A ClickHouse with the settings that it comes with: the user's own, or one of the bench. */
public record ClickHouseServer(String url) {
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration ANSWER_MAX = Duration.ofMinutes(5);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The one that {@code CLICKHOUSE_URL} names, else a new one in the workplace. */
  public static ClickHouseServer of(Workplace workplace) {
    String url = System.getenv("CLICKHOUSE_URL");
    return url == null ? start(workplace) : new ClickHouseServer(url);
  }

  /** A new one in the workplace. */
  public static ClickHouseServer start(Workplace workplace) {
    int port = Ports.free();
    var server = new ClickHouseServer("http://127.0.0.1:" + port);
    workplace
        .start(
            "clickhouse",
            ClickHouseEngine.command(workplace.file("clickhouse-data"), port, List.of()),
            Map.of())
        .awaitReady(START_MAX, server::answers);
    return server;
  }

  /** Where it listens. */
  public int port() {
    return URI.create(url).getPort();
  }

  /** Leaves nothing of a run behind. */
  public void drop(String database) {
    execute("DROP DATABASE IF EXISTS `" + database + "`");
  }

  public void execute(String sql) {
    try {
      HttpResponse<String> answer = HTTP.send(request(sql), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BenchFault(sql + ": " + answer.body());
      }
    } catch (IOException fault) {
      throw new BenchFault(sql, fault);
    } catch (InterruptedException interrupted) {
      throw stopped();
    }
  }

  /** The rows that a query finds, one after the other, as they come. */
  public void read(String query, Consumer<JsonArray> row) {
    try {
      HttpResponse<Stream<String>> answer =
          HTTP.send(request(query + " FORMAT JSONCompactEachRow"), BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new BenchFault(query + ": " + lines.findFirst().orElse(""));
        }
        lines.map(JsonArray::new).forEach(row);
      }
    } catch (IOException fault) {
      throw new BenchFault(query, fault);
    } catch (InterruptedException interrupted) {
      throw stopped();
    }
  }

  private boolean answers() {
    try {
      return HTTP.send(request("SELECT 1"), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      throw stopped();
    }
  }

  private HttpRequest request(String sql) {
    return HttpRequest.newBuilder(URI.create(url + "/?wait_end_of_query=1"))
        .timeout(ANSWER_MAX)
        .POST(BodyPublishers.ofString(sql))
        .build();
  }

  private static BenchFault stopped() {
    Thread.currentThread().interrupt();
    return new BenchFault("interrupted while ClickHouse was asked");
  }
}
