package io.penstock.access;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Listener;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Makes and changes tenants and keys over the admin listener, as programs do. */
public final class Tenants {
  private final Listener admin;

  public Tenants(Listener admin) {
    this.admin = admin;
  }

  /** A key of a tenant. */
  public record Key(String secret, String id, String signingSecret) {
    public String bearer() {
      return "Bearer " + secret;
    }
  }

  public Answer create(String id, JsonObject more) {
    return post("/admin/v1/tenants", more.copy().put("id", id));
  }

  public void create(String id) {
    done(create(id, new JsonObject()));
  }

  public void change(String id, JsonObject change) {
    done(post("/admin/v1/tenants/" + id + "/update", change));
  }

  public Key key(String tenant) {
    return key(tenant, new JsonObject());
  }

  public Key key(String tenant, JsonObject more) {
    return key(done(post("/admin/v1/keys", more.copy().put("tenant", tenant))));
  }

  public Key rotate(String id, int overlapSeconds) {
    return key(
        done(
            post(
                "/admin/v1/keys/" + id + "/rotate",
                new JsonObject().put("overlapSeconds", overlapSeconds))));
  }

  public JsonObject revoke(String id) {
    return done(post("/admin/v1/keys/" + id + "/revoke", new JsonObject()));
  }

  public JsonArray keys(String tenant) {
    return done(admin.get("/admin/v1/keys?tenant=" + tenant)).getJsonArray("keys");
  }

  public Answer post(String path, JsonObject body) {
    return admin.post(
        path, body.copy().put("who", "ada").encode(), "content-type", "application/json");
  }

  private static Key key(JsonObject answer) {
    return new Key(
        answer.getString("key"),
        answer.getJsonObject("about").getString("id"),
        answer.getString("signingSecret", ""));
  }

  private static JsonObject done(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return answer.json();
  }
}
