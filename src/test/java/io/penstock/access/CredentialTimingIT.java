package io.penstock.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.key.ApiKey;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a refusal takes tells nobody what is wrong with a key. */
@ExtendWith(SharedNode.class)
class CredentialTimingIT {
  private static final int TRIES = 10_000;
  private static final int WARM_UP = 2_000;
  private static final double APART_MAX = 0.05;

  private final TestNode node;
  private final Tenants tenants;

  CredentialTimingIT(TestNode node) {
    this.node = node;
    this.tenants = new Tenants(node.admin());
  }

  /** What is wrong, and how long its refusals took. */
  private record Kind(String name, String request, long[] nanos) {
    double medianMicros() {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2] / 1_000.0;
    }

    @Override
    public String toString() {
      return "%s %.1f us".formatted(name, medianMicros());
    }
  }

  @Test
  void mediansOfAllKindsOfWrongAreWithinFivePercent() {
    List<Kind> kinds = kinds();
    try (Wire wire = node.door().wire()) {
      askAll(wire, kinds);
    }

    double slowest = kinds.stream().mapToDouble(Kind::medianMicros).max().orElseThrow();
    double fastest = kinds.stream().mapToDouble(Kind::medianMicros).min().orElseThrow();
    System.out.println("Refusals took, as medians: " + kinds);
    assertThat(slowest / fastest - 1).as("medians: %s", kinds).isLessThan(APART_MAX);
  }

  /** Each kind once in each round, in an order of its own. */
  private static void askAll(Wire wire, List<Kind> kinds) {
    List<Kind> shuffled = new ArrayList<>(kinds);
    var order = new Random(8);
    for (int round = -WARM_UP; round < TRIES; round++) {
      Collections.shuffle(shuffled, order);
      for (Kind kind : shuffled) {
        kind.nanos()[Math.max(0, round)] = ask(wire, kind.request());
      }
    }
  }

  private static long ask(Wire wire, String request) {
    long asked = System.nanoTime();
    int status = wire.text(request).answer().status();
    long nanos = System.nanoTime() - asked;
    assertThat(status).isEqualTo(401);
    return nanos;
  }

  /** All are as long, so that only what is wrong with them differs. */
  private List<Kind> kinds() {
    tenants.create("timing-a");
    tenants.create("timing-b");
    Tenants.Key good = tenants.key("timing-a");
    Tenants.Key revoked = tenants.key("timing-a");
    Tenants.Key expired = tenants.key("timing-a", new JsonObject().put("expiresInSeconds", 1));
    Tenants.Key far =
        tenants.key(
            "timing-a", new JsonObject().put("networks", new JsonArray().add("192.0.2.0/24")));
    tenants.revoke(revoked.id());
    Eventually.holds(
        "the key is over", Duration.ofSeconds(10), () -> status(expired.bearer()) == 401);
    String other = good.secret().endsWith("0") ? "1" : "0";
    return List.of(
        kind("unknown", "timing-a:" + ApiKey.random(new Random(5), "live").reveal()),
        kind("revoked", "timing-a:" + revoked.secret()),
        kind("expired", "timing-a:" + expired.secret()),
        kind("wrong checksum", "timing-a:" + good.secret().substring(0, 51) + other),
        kind("wrong tenant", "timing-b:" + good.secret()),
        kind("wrong network", "timing-a:" + far.secret()));
  }

  private static Kind kind(String name, String key) {
    return new Kind(name, request(key), new long[TRIES]);
  }

  private int status(String bearer) {
    return node.door().get("/v1/receipts/none", "authorization", bearer).status();
  }

  private static String request(String key) {
    return "GET /v1/receipts/none HTTP/1.1\r\nhost: test\r\nauthorization: Bearer %s\r\n\r\n"
        .formatted(key);
  }
}
