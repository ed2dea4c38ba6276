package io.penstock.load.process;

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

/** Makes a tenant and keys of it, over the admin listener as programs do. */
public final class TenantKeys {
  private static final String TENANT = "bench";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final int adminPort;

  private TenantKeys(int adminPort) {
    this.adminPort = adminPort;
  }

  /** Those of a new tenant. */
  public static TenantKeys make(int adminPort) {
    var keys = new TenantKeys(adminPort);
    keys.post("/admin/v1/tenants", new JsonObject().put("id", TENANT));
    return keys;
  }

  /**
   * A key of the tenant.
   *
   * @param signingSecret empty when its requests need no signature
   */
  public record Key(String text, Optional<String> signingSecret) {}

  public Key plain() {
    return key(new JsonObject());
  }

  /** One whose requests must be signed. */
  public Key signed() {
    Key key = key(new JsonObject().put("signed", true));
    if (key.signingSecret().isEmpty()) {
      throw new BenchFault("Penstock made a key without a signing secret");
    }
    return key;
  }

  private Key key(JsonObject wish) {
    JsonObject made = post("/admin/v1/keys", wish.put("tenant", TENANT));
    return new Key(made.getString("key"), Optional.ofNullable(made.getString("signingSecret")));
  }

  private JsonObject post(String path, JsonObject wish) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(wish.put("who", TENANT).encode()))
            .build();
    HttpResponse<String> answer = answer(request);
    if (answer.statusCode() != 200) {
      throw new BenchFault("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
    }
    return new JsonObject(answer.body());
  }

  private static HttpResponse<String> answer(HttpRequest request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException fault) {
      throw new BenchFault("Penstock does not answer " + request.uri(), fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while Penstock was asked");
    }
  }
}
