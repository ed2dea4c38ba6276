package io.penstock.load.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks an OpenSearch in JSON; the URL has no slash at its end. */
public record OpenSearchRequests(String url) {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  private static final int HITS_AT_ONCE = 2_000;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What it said, whether it was willing or not. */
  public record Answer(int status, String text) {
    public boolean isRefusal() {
      return status >= 300;
    }

    public JsonObject json() {
      return new JsonObject(text);
    }
  }

  /** Whether it can take documents by now. */
  public boolean isReady() {
    try {
      return send("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s", "").status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The path begins with a slash; lines of JSON are taken like JSON. */
  public Answer ask(String method, String path, String body) {
    try {
      return send(method, path, body);
    } catch (IOException fault) {
      throw new BenchFault(method + " " + path, fault);
    }
  }

  /** Fails where it refuses. */
  public Answer demand(String method, String path, String body) {
    Answer answer = ask(method, path, body);
    if (answer.isRefusal()) {
      throw new BenchFault("%s %s: %d %s".formatted(method, path, answer.status(), answer.text()));
    }
    return answer;
  }

  private Answer send(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString(UTF_8));
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while OpenSearch was asked", interrupted);
    }
  }

  /** Every document of the indices and data streams of a pattern, in whatever order. */
  public void read(String indices, Consumer<JsonObject> hit) {
    read(indices, new JsonArray().add("_doc"), hit);
  }

  /** With {@code _index}, {@code _id} and {@code _source}, in an order as a search takes it. */
  public void read(String indices, JsonArray order, Consumer<JsonObject> hit) {
    demand("POST", "/" + indices + "/_refresh", "");
    JsonObject page =
        demand(
                "POST",
                "/" + indices + "/_search?scroll=2m",
                new JsonObject().put("size", HITS_AT_ONCE).put("sort", order).encode())
            .json();
    while (!hits(page).isEmpty()) {
      hits(page).forEach(each -> hit.accept((JsonObject) each));
      page = next(page);
    }
    end(page);
  }

  private static JsonArray hits(JsonObject page) {
    return page.getJsonObject("hits").getJsonArray("hits");
  }

  private JsonObject next(JsonObject page) {
    JsonObject more =
        new JsonObject().put("scroll", "2m").put("scroll_id", page.getString("_scroll_id"));
    return demand("POST", "/_search/scroll", more.encode()).json();
  }

  /** Where no index was found there is nothing to end. */
  private void end(JsonObject page) {
    Optional.ofNullable(page.getString("_scroll_id"))
        .map(id -> new JsonObject().put("scroll_id", id).encode())
        .ifPresent(read -> demand("DELETE", "/_search/scroll", read));
  }
}
