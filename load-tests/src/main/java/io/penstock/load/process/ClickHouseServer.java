package io.penstock.load.process;

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

/** A ClickHouse with the settings that it comes with: the user's own, or one of the bench. */
public record ClickHouseServer(String url) {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The one that {@code CLICKHOUSE_URL} names, else a new one in the workplace. */
  public static ClickHouseServer of(Workplace workplace) {
    String url = System.getenv("CLICKHOUSE_URL");
    return url == null ? start(workplace) : new ClickHouseServer(url);
  }

  private static ClickHouseServer start(Workplace workplace) {
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

  /** Leaves nothing of a run behind. */
  public void drop(String database) {
    try {
      HttpResponse<String> answer = ask("DROP DATABASE IF EXISTS `" + database + "`");
      if (answer.statusCode() != 200) {
        throw new BenchFault("the database " + database + " cannot be dropped: " + answer.body());
      }
    } catch (IOException fault) {
      throw new BenchFault("the database " + database + " cannot be dropped", fault);
    }
  }

  private boolean answers() {
    try {
      return ask("SELECT 1").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> ask(String sql) throws IOException {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url))
              .timeout(START_MAX)
              .POST(BodyPublishers.ofString(sql))
              .build(),
          BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while ClickHouse was asked");
    }
  }
}
