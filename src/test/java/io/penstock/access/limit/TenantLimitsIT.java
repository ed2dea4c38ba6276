package io.penstock.access.limit;

import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.Tenants;
import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a tenant that sends more than it may, on a whole node. */
@ExtendWith(SharedNode.class)
class TenantLimitsIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration SOON = Duration.ofSeconds(15);

  private final TestNode node;
  private final Tenants tenants;
  private final String tenant = "limited-" + NUMBER.incrementAndGet();

  TenantLimitsIT(TestNode node) {
    this.node = node;
    this.tenants = new Tenants(node.admin());
  }

  @Test
  void whoSendsTooMuchIsToldWhenToComeBackAndOthersGoOn() {
    Tenants.Key key = limited("events-per-second", "10");
    tenants.create(tenant + "-b");
    Tenants.Key other = tenants.key(tenant + "-b");

    Answer first = post(key, events(100));
    Answer second = post(key, events(1));

    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(first.header("ratelimit-policy")).isEqualTo("\"events-per-second\";q=10;w=1");
    assertThat(first.header("ratelimit")).startsWith("\"events-per-second\";r=");
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.json().getString("code")).isEqualTo("rate_limited");
    assertThat(second.json().getString("detail")).contains("may send 10 events a second");
    assertThat(second.json().getBoolean("retryable")).isTrue();
    assertThat(Integer.parseInt(second.header("retry-after"))).isBetween(8, 15);
    assertThat(second.header("ratelimit")).startsWith("\"events-per-second\";r=0;t=");
    assertThat(second.header("connection")).isNotEqualTo("close");
    Answer unlimited = post(other, events(100));
    assertThat(unlimited.status()).isEqualTo(202);
    assertThat(unlimited.headers()).doesNotContainKey("ratelimit");
  }

  @Test
  void whoWaitsAsLongAsItIsToldCanSendAgain() {
    Tenants.Key key = limited("bytes-per-second", "1KB");
    assertThat(post(key, events(100)).status()).isEqualTo(202);
    assertThat(post(key, events(1)).status()).isEqualTo(429);

    Eventually.holds("it may send again", SOON, () -> post(key, events(1)).status() == 202);
  }

  @Test
  void aLimitThatIsRaisedHoldsAtOnce() {
    Tenants.Key key = limited("events-per-second", "1");
    post(key, events(500));
    assertThat(post(key, events(1)).status()).isEqualTo(429);

    tenants.change(
        tenant,
        new JsonObject().put("limits", new JsonObject().put("events-per-second", "unlimited")));

    assertThat(post(key, events(1)).status()).isEqualTo(202);
  }

  @Test
  void whatMayBeSentOnADayEndsAtMidnight() {
    Tenants.Key key = limited("events-per-day", "100");

    assertThat(post(key, events(90)).status()).isEqualTo(202);
    assertThat(post(key, events(10)).status()).isEqualTo(202);
    Answer beyond = post(key, events(1));

    assertThat(beyond.status()).isEqualTo(429);
    assertThat(beyond.json().getString("code")).isEqualTo("quota_exhausted");
    assertThat(beyond.header("ratelimit-policy")).isEqualTo("\"events-per-day\";q=100;w=86400");
    Eventually.holds(
        "people are warned",
        SOON,
        () ->
            node.admin()
                .get("/metrics")
                .text()
                .contains("penstock_quota_warnings_total{level=\"exhausted\""));
  }

  @Test
  void aTenantMayBeHeldToSmallerRequestsAndEventsThanOthers() {
    var limits = new JsonObject().put("request-bytes-max", "1KB").put("events-max", "10");
    limits.put("event-bytes-max", "100B").put("properties-members-max", "2");
    tenants.create(tenant, new JsonObject().put("limits", limits));
    Tenants.Key key = tenants.key(tenant);

    assertThat(post(key, events(10)).status()).isEqualTo(202);
    assertThat(post(key, events(11)).json().getString("code")).isEqualTo("too_many_events");
    assertThat(post(key, " ".repeat(1_024) + events(1)).json().getString("code"))
        .isEqualTo("body_too_large");
    Answer mixed = post(key, "[{\"id\":\"a\"},{\"id\":\"" + "b".repeat(100) + "\"}]");
    assertThat(mixed.status()).isEqualTo(207);
    assertThat(mixed.errors().getFirst().getString("code")).isEqualTo("event_too_large");
    assertThat(mixed.errors().getFirst().getString("detail")).contains("at most 100");
  }

  /** One that belongs to the analytics profile, whose events say whose they are. */
  @Test
  void theCustomPropertiesOfATenantMayBeFewer() {
    String id = "9a3b6e1c-0000-4000-8000-00000000000a";
    var limits = new JsonObject().put("properties-members-max", "2");
    tenants.create(id, new JsonObject().put("limits", limits));
    String event =
        """
        {"id":"550e8400-e29b-41d4-a716-446655440002","tenant_id":"%s",\
        "session_id":"11111111-1111-1111-1111-111111111111","timestamp":"2024-01-01T00:00:00Z",\
        "type":"custom","name":"bought","properties":{"a":1,"b":2,"c":3}}\
        """
            .formatted(id);

    Answer answer =
        node.door()
            .post(
                "/ingest",
                event,
                "content-type",
                "application/json",
                "authorization",
                tenants.key(id).bearer());

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.errors().getFirst().getString("pointer")).isEqualTo("/properties");
  }

  @Test
  void exportersOfTelemetryAreToldInTheirOwnForm() {
    Tenants.Key key = limited("events-per-second", "10");
    post(key, events(100));

    Answer answer =
        node.door()
            .post(
                "/v1/logs",
                "{}",
                "content-type",
                "application/json",
                "authorization",
                key.bearer());

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(answer.json().getString("message")).contains("may send 10 events a second");
  }

  @Test
  void whatIsNoLimitIsRefusedByName() {
    Answer unknown =
        tenants.create(
            tenant, new JsonObject().put("limits", new JsonObject().put("events-per-hour", "1")));
    Answer wrong =
        tenants.create(
            tenant, new JsonObject().put("limits", new JsonObject().put("events-per-day", "0")));

    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().getString("detail")).contains("'events-per-hour' is not one of");
    assertThat(wrong.json().getString("detail"))
        .contains("events-per-day: '0' is not unlimited, or 1 to");
  }

  private Tenants.Key limited(String limit, String value) {
    Answer made =
        tenants.create(tenant, new JsonObject().put("limits", new JsonObject().put(limit, value)));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    return tenants.key(tenant);
  }

  private static String events(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new JsonObject().put("id", String.valueOf(number)))
        .collect(Collectors.collectingAndThen(Collectors.toList(), JsonArray::new))
        .encode();
  }

  private Answer post(Tenants.Key key, String events) {
    return node.door()
        .post(
            pathOf("open"),
            events,
            "content-type",
            "application/json",
            "authorization",
            key.bearer());
  }
}
