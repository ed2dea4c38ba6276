package io.penstock.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node that is well says of itself, on both listeners. */
@ExtendWith(SharedNode.class)
class HealthIT {
  private final TestNode node;

  HealthIT(TestNode node) {
    this.node = node;
  }

  @Test
  void itLives() {
    assertThat(node.door().get("/health/live").text()).isEqualTo("{\"status\":\"live\"}");
    assertThat(node.admin().get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void itIsReady() {
    Answer answer = node.door().get("/health/ready");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.text()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void everyComponentIsNamed() {
    node.post("open", "{\"id\":\"health\"}");
    node.settle("open");

    Eventually.holds(
        "the workers have done their first steps",
        Duration.ofSeconds(20),
        () ->
            node.door()
                .get("/health")
                .json()
                .getJsonObject("components")
                .fieldNames()
                .containsAll(Set.of("audit copy", "dead-letter outcomes")));

    JsonObject health = node.door().get("/health").json();

    assertThat(health.getBoolean("ready")).isTrue();
    assertThat(health.getJsonObject("components").getMap())
        .containsOnlyKeys(
            "audit copy",
            "control database",
            "dead-letter index",
            "dead-letter outcomes",
            "dead-letter replays",
            "log",
            "retries",
            "sink duckdb",
            "spool",
            "tenants");
    assertThat(health.getJsonObject("components").getJsonObject("sink duckdb").getString("status"))
        .isEqualTo("green");
  }
}
