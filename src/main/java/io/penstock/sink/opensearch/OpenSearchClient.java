package io.penstock.sink.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.sink.http.BlockingHttp;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Asks OpenSearch over HTTP. Blocks; an interrupt ends the wait. */
final class OpenSearchClient implements AutoCloseable {
  static final int ANSWER_BYTES_MAX = 64 << 20;

  /** Longer than what the server says of an event, and than what it is called. */
  private static final int ITEM_BYTES_MAX = 64 << 10;

  private static final String BULK =
      "/_bulk?filter_path=errors,items.create.status,items.create.error";
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  private final OpenSearchConfig config;
  private final BlockingHttp http;

  OpenSearchClient(OpenSearchConfig config, Duration requestMax) {
    this.config = config;
    this.http = new BlockingHttp(config.endpoint(), requestMax);
  }

  /**
   * Has each document made that is not there yet; what became of each, in their order.
   *
   * @throws IOException where nobody knows
   */
  List<Trouble> bulk(byte[] lines, int events) throws IOException, Refusal {
    HttpRequest request =
        config.compression().post(lines, http.request(BULK).header("Content-Type", LINES));
    long answerMax = Math.min(1 << 20 | (long) events * ITEM_BYTES_MAX, ANSWER_BYTES_MAX);
    HttpResponse<byte[]> answer = http.send(request, (int) answerMax);
    if (answer.statusCode() != 200) {
      throw new Refusal(Troubles.of(answer.statusCode(), answer.body()));
    }
    List<Trouble> items = Troubles.ofItems(answer.body());
    if (items.size() != events) {
      throw new IOException(
          "it answers for %d events, and was sent %d".formatted(items.size(), events));
    }
    return items;
  }

  JsonObject get(String path) throws IOException, Refusal {
    return ask("GET", path, "");
  }

  JsonObject delete(String path) throws IOException, Refusal {
    return ask("DELETE", path, "");
  }

  JsonObject put(String path, JsonObject body) throws IOException, Refusal {
    return ask("PUT", path, body.encode());
  }

  JsonObject post(String path, JsonObject body) throws IOException, Refusal {
    return ask("POST", path, body.encode());
  }

  private JsonObject ask(String method, String path, String body) throws IOException, Refusal {
    return decoded(send(method, path, body), JsonObject::new);
  }

  private static <T> T decoded(byte[] answer, Function<String, T> json) throws IOException {
    try {
      return json.apply(new String(answer, UTF_8));
    } catch (DecodeException another) {
      throw new IOException("somebody else answers: this is no answer of OpenSearch", another);
    }
  }

  JsonArray list(String path) throws IOException, Refusal {
    return decoded(send("GET", path, ""), JsonArray::new);
  }

  /** The answer as it came. */
  byte[] send(String method, String path, String body) throws IOException, Refusal {
    HttpRequest.Builder request = http.request(path);
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.method(method, BodyPublishers.ofString(body)).header("Content-Type", JSON);
    }
    HttpResponse<byte[]> answer = http.send(request.build(), ANSWER_BYTES_MAX);
    if (answer.statusCode() / 100 != 2) {
      throw new Refusal(Troubles.of(answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
