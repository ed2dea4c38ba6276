package io.penstock.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Listener;
import io.penstock.fixture.Ports;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the admin listener tells of its node. */
@ExtendWith(SharedNode.class)
class AdminIT {
  private final TestNode node;

  AdminIT(TestNode node) {
    this.node = node;
  }

  @Test
  void theNodeTellsWhoItIs() {
    JsonObject told = node.admin().get("/admin/v1/nodes").array().getJsonObject(0);

    assertThat(told.getString("name")).isEqualTo("test");
    assertThat(told.getBoolean("ready")).isTrue();
    assertThat(told.getString("log")).isEqualTo(node.bootstrapServers());
    assertThat(told.fieldNames()).contains("version", "started");
  }

  @Test
  void theConfigurationHidesItsSecrets() {
    Answer answer = node.admin().get("/admin/v1/config");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("request-bytes-max: 2MB").doesNotContain(TestNode.KEY);
  }

  @Test
  void theLedgerAddsUp() {
    node.post("open", "[{\"id\":\"ledger-1\"},{\"id\":\"ledger-2\"}]");
    node.post("open", "[{\"id\":\"ledger-1\"}]");
    node.settle("open");

    JsonObject line = node.ledger("open");

    assertThat(line.getString("sink")).isEqualTo("duckdb");
    assertThat(line.getLong("repeated")).isPositive();
    assertThat(line.getLong("accepted"))
        .isEqualTo(line.getLong("delivered") + line.getLong("repeated"));
    assertThat(line.getLong("unexplained")).isZero();
    assertThat(node.query("select count(*) from open").getFirst())
        .containsExactly(line.getInteger("delivered") + deliveredFromTheInbox());
  }

  /** Other tests of this node replay events of the same stream. */
  private int deliveredFromTheInbox() {
    return node.admin().get("/admin/v1/ledger").array().stream()
        .map(JsonObject.class::cast)
        .filter(line -> line.getString("stream").equals("penstock.duckdb.again"))
        .mapToInt(line -> line.getInteger("delivered"))
        .sum();
  }

  @Test
  void adminPathsAreNotOnTheDoor() {
    assertThat(node.door().get("/admin/v1/config").status()).isEqualTo(404);
    assertThat(node.door().post("/admin/v1/query", "{}").status()).isEqualTo(404);
  }

  @Test
  void errorsAreProblems() {
    Answer unknown = node.admin().get("/admin/v1/nothing");
    Answer method = node.admin().send("DELETE", "/admin/v1/ledger", BodyPublishers.ofString("x"));

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("content-type")).isEqualTo("application/problem+json");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("allow")).isEqualTo("GET");
  }

  @Test
  void healthAndMetricsHaveAPortOfTheirOwnThatTellsNothingElse(@TempDir Path folder) {
    int port = Ports.free();
    try (var other =
        TestNode.start(
            folder,
            "admin.health.enabled=true",
            "admin.health.host=127.0.0.1",
            "admin.health.port=" + port)) {
      var watcher = new Listener(port);

      assertThat(watcher.get("/health/ready").status()).isEqualTo(200);
      assertThat(watcher.get("/metrics").text()).contains("penstock_build_info");
      assertThat(watcher.get("/admin/v1/config").status()).isEqualTo(404);
      assertThat(other.admin().get("/admin/v1/config").status()).isEqualTo(200);
    }
  }
}
