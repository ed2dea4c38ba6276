package io.penstock.load.process;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant and its keys, made and changed over the admin listener of a node, as programs do. */
public final class TenantKeys {
  /** What the nodes of a cluster have to be told before they can know any key. */
  public static final Map<String, String> PEPPER =
      Map.of("PENSTOCK__ACCESS__PEPPER", "0123456789abcdef0123456789abcdef");

  /** A node that is cut off waits for the answers of all others before it answers. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final String admin;
  private final String tenant;

  private TenantKeys(String admin, String tenant) {
    this.admin = admin;
    this.tenant = tenant;
  }

  /** Those of a new tenant; {@code admin} is where the admin listener answers. */
  public static TenantKeys make(String admin, String tenant) {
    return make(admin, tenant, new JsonObject());
  }

  /** Likewise; it may send so many events in a second. */
  public static TenantKeys make(String admin, String tenant, int eventsPerSecond) {
    return make(admin, tenant, limited(eventsPerSecond));
  }

  private static JsonObject limited(int eventsPerSecond) {
    return new JsonObject()
        .put("limits", new JsonObject().put("events-per-second", eventsPerSecond));
  }

  private static TenantKeys make(String admin, String tenant, JsonObject wish) {
    var keys = new TenantKeys(admin, tenant);
    keys.post("/admin/v1/tenants", wish.put("id", tenant));
    return keys;
  }

  /** The same, through another node. */
  public TenantKeys at(String otherAdmin) {
    return new TenantKeys(otherAdmin, tenant);
  }

  /**
   * A key of the tenant.
   *
   * @param signingSecret empty when its requests need no signature
   */
  public record Key(String id, String text, Optional<String> signingSecret) {}

  /**
   * A change, and who does not know of it yet.
   *
   * @param notToldYet names of nodes that will see it by themselves
   */
  public record Changed<T>(T what, List<String> notToldYet) {}

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

  /** One that is over after that time. */
  public Key lasting(Duration time) {
    return key(new JsonObject().put("expiresInSeconds", time.toSeconds()));
  }

  /** Another key that can do the same; the old one goes on for the overlap. */
  public Changed<Key> rotate(Key old, Duration overlap) {
    JsonObject made =
        post(
            "/admin/v1/keys/" + old.id() + "/rotate",
            new JsonObject().put("overlapSeconds", overlap.toSeconds()));
    return changed(keyIn(made), made);
  }

  public Changed<Key> revoke(Key key) {
    return changed(key, post("/admin/v1/keys/" + key.id() + "/revoke", new JsonObject()));
  }

  private static Changed<Key> changed(Key key, JsonObject answer) {
    return new Changed<>(
        key,
        answer.getJsonArray("notToldYet", new JsonArray()).stream().map(String::valueOf).toList());
  }

  private Key key(JsonObject wish) {
    return keyIn(post("/admin/v1/keys", wish.put("tenant", tenant)));
  }

  private static Key keyIn(JsonObject made) {
    return new Key(
        made.getJsonObject("about").getString("id"),
        made.getString("key"),
        Optional.ofNullable(made.getString("signingSecret")));
  }

  private JsonObject post(String path, JsonObject wish) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(admin + path))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(wish.put("who", "bench").encode()))
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
