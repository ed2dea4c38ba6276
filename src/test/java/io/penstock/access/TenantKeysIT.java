package io.penstock.access;

import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the keys of tenants open, on a whole node. */
@ExtendWith(SharedNode.class)
class TenantKeysIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TestNode node;
  private final Tenants tenants;
  private final String tenant = "tenant-" + NUMBER.incrementAndGet();

  TenantKeysIT(TestNode node) {
    this.node = node;
    this.tenants = new Tenants(node.admin());
  }

  /** The request as the SDKs of the analytics profile send it. */
  @Test
  void theRequestOfTheAnalyticsProfileWorksOnceItsTenantAndKeyAreThere() {
    String id = "9a3b6e1c-0000-4000-8000-000000000001";
    tenants.create(id);
    Tenants.Key key = tenants.key(id);
    String body =
        """
        {"events":[{"id":"550e8400-e29b-41d4-a716-446655440000","tenant_id":"%s",\
        "session_id":"11111111-1111-1111-1111-111111111111","timestamp":"2024-01-01T00:00:00Z",\
        "type":"pageview","title":"Home","path":"/"}]}\
        """
            .formatted(id);

    for (String[] header :
        List.of(
            new String[] {"authorization", "Bearer " + id + ":" + key.secret()},
            new String[] {"authorization", key.bearer()},
            new String[] {"x-api-key", key.secret()})) {
      Answer answer = node.door().post("/ingest", body, header);
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }
    node.settle("events");
    assertThat(node.query("SELECT count(*) FROM events WHERE tenant = '" + id + "'").getFirst())
        .isEqualTo(new JsonArray().add(1));
  }

  @Test
  void anEventThatNamesAnotherTenantIsRefused() {
    tenants.create(tenant);

    Answer answer =
        post(
            "events",
            """
            {"id":"550e8400-e29b-41d4-a716-446655440001",\
            "tenant_id":"00000000-0000-0000-0000-000000000000",\
            "session_id":"11111111-1111-1111-1111-111111111111",\
            "timestamp":"2024-01-01T00:00:00Z","type":"pageview","title":"Home","path":"/"}\
            """,
            tenants.key(tenant));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errors().getFirst().getString("pointer")).isEqualTo("/tenant_id");
  }

  @Test
  void twoTenantsHaveTheSameEventEachForItself() {
    String other = tenant + "-b";
    tenants.create(tenant);
    tenants.create(other);

    post("open", "{\"id\":\"same\"}", tenants.key(tenant));
    post("open", "{\"id\":\"same\"}", tenants.key(other));

    node.settle("open");
    assertThat(
            node.query(
                "SELECT tenant FROM open WHERE id = 'same' AND tenant LIKE '"
                    + tenant
                    + "%' ORDER BY 1"))
        .containsExactly(new JsonArray().add(tenant), new JsonArray().add(other));
  }

  @Test
  void whateverIsWrongWithAKeyTheAnswerIsTheSame() {
    tenants.create(tenant);
    tenants.create(tenant + "-b");
    Tenants.Key good = tenants.key(tenant);
    Tenants.Key revoked = tenants.key(tenant);
    Tenants.Key far =
        tenants.key(tenant, new JsonObject().put("networks", new JsonArray().add("192.0.2.0/24")));
    Tenants.Key expired = tenants.key(tenant, new JsonObject().put("expiresInSeconds", 1));
    tenants.revoke(revoked.id());
    Eventually.holds(
        "the key is over",
        Duration.ofSeconds(10),
        () -> post("open", "{\"id\":\"e\"}", expired).status() == 401);
    JsonObject missing = withoutId(node.door().post(pathOf("open"), "{}"));

    List<String> wrong =
        List.of(
            revoked.bearer(),
            expired.bearer(),
            far.bearer(),
            "Bearer " + tenant + "-b:" + good.secret(),
            "Bearer :" + good.secret(),
            "Bearer " + good.secret().substring(0, 51) + "x",
            "Bearer penstock_live_0123456789ABCDEFGHIJKLMNOPQRSTUV4LzsFB",
            "Bearer " + good.secret() + "0",
            "Bearer penstock",
            "Bearer " + "x".repeat(4_000));
    assertThat(wrong)
        .allSatisfy(
            bearer -> {
              Answer answer = node.door().post(pathOf("open"), "{}", "authorization", bearer);
              assertThat(answer.status()).isEqualTo(401);
              assertThat(withoutId(answer)).isEqualTo(missing);
            });
    assertThat(post("open", "{\"id\":\"good\"}", good).status()).isEqualTo(202);
    assertThat(node.admin().get("/metrics").text())
        .contains("penstock_requests_denied_total{reason=\"revoked\"}")
        .contains("penstock_requests_denied_total{reason=\"expired\"}")
        .contains("penstock_requests_denied_total{reason=\"wrong_network\"}")
        .contains("penstock_requests_denied_total{reason=\"wrong_tenant\"}")
        .contains("penstock_requests_denied_total{reason=\"malformed\"}");
  }

  @Test
  void ofAHeaderThatComesTwiceNeitherKeyCounts() {
    tenants.create(tenant);
    Tenants.Key good = tenants.key(tenant);
    String other = tenants.key(tenant).bearer();
    JsonObject missing = withoutId(node.door().post(pathOf("open"), "{}"));

    for (String[] twice :
        List.of(
            new String[] {"authorization", good.bearer(), "authorization", other},
            new String[] {"authorization", good.bearer(), "authorization", "Bearer nobody's"},
            new String[] {"x-api-key", good.secret(), "x-api-key", good.secret()})) {
      Answer answer = node.door().post(pathOf("open"), "{}", twice);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(withoutId(answer)).isEqualTo(missing);
    }
    assertThat(
            node.door()
                .post(
                    pathOf("open"),
                    "{\"id\":\"both\"}",
                    "authorization",
                    good.bearer(),
                    "x-api-key",
                    "nobody's")
                .status())
        .isEqualTo(202);
  }

  @Test
  void ofASuspendedTenantNothingIsTaken() {
    tenants.create(tenant);
    Tenants.Key key = tenants.key(tenant);
    tenants.change(tenant, new JsonObject().put("state", "suspended"));

    Answer refused = post("open", "{\"id\":\"s\"}", key);
    tenants.change(tenant, new JsonObject().put("state", "active"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().getString("detail"))
        .isEqualTo("The tenant of this key is suspended.");
    assertThat(post("open", "{\"id\":\"s\"}", key).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "replay", "admin"})
  void aKeyForSomethingElseSendsNothing(String scope) {
    tenants.create(tenant);
    Tenants.Key key =
        tenants.key(tenant, new JsonObject().put("scopes", new JsonArray().add(scope)));

    Answer answer = post("open", "{\"id\":\"x\"}", key);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("forbidden");
    assertThat(node.door().get("/v1/receipts/none", "authorization", key.bearer()).status())
        .isEqualTo(scope.equals("read") ? 404 : 403);
  }

  @Test
  void aTenantSendsToItsStreamsOnly() {
    tenants.create(tenant, new JsonObject().put("streams", new JsonArray().add("open")));
    Tenants.Key key = tenants.key(tenant);

    assertThat(post("open", "{\"id\":\"mine\"}", key).status()).isEqualTo(202);
    assertThat(post("counted", "{\"id\":\"not mine\"}", key).code()).isEqualTo("forbidden");
  }

  @Test
  void aKeyIsGoodWithinItsOwnNetworksAndItsTenants() {
    tenants.create(
        tenant, new JsonObject().put("networks", new JsonArray().add("127.0.0.0/8").add("::1")));

    assertThat(post("open", "{\"id\":\"n\"}", tenants.key(tenant)).status()).isEqualTo(202);
    tenants.change(tenant, new JsonObject().put("networks", new JsonArray().add("192.0.2.0/24")));
    assertThat(
            post(
                    "open",
                    "{\"id\":\"n\"}",
                    tenants.key(
                        tenant, new JsonObject().put("networks", new JsonArray().add("127.0.0.1"))))
                .status())
        .isEqualTo(401);
  }

  @Test
  void bothKeysOfARotationAreGoodWhileTheyOverlap() {
    tenants.create(tenant);
    Tenants.Key old = tenants.key(tenant);

    Tenants.Key young = tenants.rotate(old.id(), 2);

    assertThat(post("open", "{\"id\":\"old\"}", old).status()).isEqualTo(202);
    Eventually.holds(
        "the overlap is over",
        Duration.ofSeconds(10),
        () -> post("open", "{\"id\":\"old\"}", old).status() == 401);
    assertThat(post("open", "{\"id\":\"young\"}", young).status()).isEqualTo(202);
  }

  @Test
  void theLastUseIsWrittenDown() {
    tenants.create(tenant);
    Tenants.Key key = tenants.key(tenant);
    Instant before = Instant.now().minusSeconds(5);
    post("open", "{\"id\":\"u\"}", key);

    Eventually.holds(
        "the use is written down",
        Duration.ofSeconds(40),
        () -> !tenants.keys(tenant).getJsonObject(0).getString("lastUsedAt").isEmpty());

    assertThat(Instant.parse(tenants.keys(tenant).getJsonObject(0).getString("lastUsedAt")))
        .isBetween(before, Instant.now().plusSeconds(5));
  }

  @Test
  void badWishesAreRefusedInWords() {
    tenants.create(tenant);

    assertThat(detail(tenants.create(tenant, new JsonObject())))
        .isEqualTo("there is a tenant '" + tenant + "' already");
    assertThat(detail(tenants.create("a b", new JsonObject())))
        .isEqualTo("id: 'a b' is not 1 to 64 letters, digits, dots, dashes or underscores");
    assertThat(detail(tenants.create("x", new JsonObject().put("tier", "gold"))))
        .isEqualTo("tier: 'gold' is not one of [free, paid, enterprise]");
    assertThat(
            detail(tenants.create("x", new JsonObject().put("networks", new JsonArray().add("x")))))
        .isEqualTo("networks: 'x' is no network such as 10.0.0.0/8, and no address");
    assertThat(detail(tenants.create("x", new JsonObject().put("networks", new JsonArray()))))
        .isEqualTo("networks: is empty; leave it out where the tenant is to send from everywhere");
    assertThat(detail(tenants.create("x", new JsonObject().put("streams", new JsonArray()))))
        .isEqualTo("streams: is empty; leave it out where the tenant is to send to all streams");
    assertThat(
            detail(tenants.create("x", new JsonObject().put("streams", new JsonArray().add("x")))))
        .startsWith("streams: expected some of [aws, ");
    assertThat(detail(tenants.create("x", new JsonObject().put("teir", "free"))))
        .startsWith("'teir' is not one of ");
    Answer nobody = tenants.post("/admin/v1/keys", new JsonObject().put("tenant", "nobody"));
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(detail(nobody)).isEqualTo("there is no tenant 'nobody'");
    assertThat(
            detail(
                tenants.post(
                    "/admin/v1/keys",
                    new JsonObject()
                        .put("tenant", tenant)
                        .put("scopes", new JsonArray().add("root")))))
        .isEqualTo("scopes: 'root' is not one of [ingest, read, replay, admin]");
  }

  private static String detail(Answer answer) {
    return answer.json().getString("detail");
  }

  private Answer post(String stream, String body, Tenants.Key key) {
    return node.door().post(pathOf(stream), body, "authorization", key.bearer());
  }

  private static JsonObject withoutId(Answer answer) {
    JsonObject json = answer.json();
    json.remove("requestId");
    return json;
  }
}
