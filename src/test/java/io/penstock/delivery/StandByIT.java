package io.penstock.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PenstockProcess;
import io.penstock.fixture.Ports;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one DuckDB file, which one of them at a time can have. */
class StandByIT {
  private static final String STREAM = Broker.freshName("standby");
  private static final Duration SOON = Duration.ofSeconds(45);

  @TempDir private Path folder;

  @Test
  void aNodeStandsByWhileAnotherHasTheFileAndTakesOverWhenThatIsKilled() throws IOException {
    try (var first = start("first");
        var second = start("second")) {
      second.says("Stands by, and tries again every 5 s: another node has the file");
      assertThat(second.door().get("/health/ready").status()).isEqualTo(200);
      assertThat(sinkOf(second))
          .isEqualTo(
              new JsonObject()
                  .put("status", "green")
                  .put("detail", "stands by: another node has the file " + file()));
      assertThat(second.admin().get("/health").text()).doesNotContain("\"red\"");
      assertThat(second.admin().get("/metrics").text())
          .contains("penstock_circuit_state{sink=\"duckdb\"} 0.0");
      send(second, "before", 10);
      Eventually.holds("the first delivers", SOON, () -> rows(first) == 10);

      first.kill();
      send(second, "after", 10);

      Eventually.holds("the second has taken over", SOON, () -> rows(second) == 20);
      assertThat(sinkOf(second).getString("detail")).isEqualTo("works");
      assertThat(second.said()).containsOnlyOnce("Stands by,");
      assertThat(second.said()).containsOnlyOnce("Stands by no longer: this node delivers");
    }
  }

  private PenstockProcess start(String name) throws IOException {
    Path configuration = folder.resolve(name + ".yaml");
    Files.writeString(
        configuration,
        """
        node: {name: %s, data-dir: "%s"}
        ingest: {http: {host: 127.0.0.1}}
        access: {key: test-key}
        log: {bootstrap-servers: "%s", partitions: 2}
        streams: {%s: {kind: open}}
        sinks: {duckdb: {type: duckdb, group: %s, file: "%s", batch: {linger: 50ms}}}
        """
            .formatted(
                name, folder.resolve(name), Broker.bootstrapServers(), STREAM, STREAM, file()));
    var node =
        PenstockProcess.launch(
            configuration, folder.resolve(name + ".log"), Ports.free(), Ports.free(), List.of());
    node.awaitReady();
    Eventually.holds(
        "the sink has said how it is",
        SOON,
        () -> node.admin().get("/health").text().contains("sink duckdb"));
    return node;
  }

  private Path file() {
    return folder.resolve("shared.duckdb");
  }

  private static JsonObject sinkOf(PenstockProcess node) {
    return node.admin()
        .get("/health")
        .json()
        .getJsonObject("components")
        .getJsonObject("sink duckdb");
  }

  private static void send(PenstockProcess node, String beginning, int events) {
    String body =
        IntStream.range(0, events)
            .mapToObj(i -> "{\"id\":\"" + beginning + "-" + i + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(
            node.door()
                .post("/v1/streams/" + STREAM + "/events", body, "authorization", "Bearer test-key")
                .status())
        .isEqualTo(202);
  }

  /** None where the node cannot be asked. */
  private static long rows(PenstockProcess node) {
    var answer =
        node.admin()
            .post(
                "/admin/v1/query",
                new JsonObject().put("sql", "select count(*) from \"" + STREAM + "\"").encode(),
                "content-type",
                "application/json");
    return answer.status() == 200
        ? answer.json().getJsonArray("rows").getJsonArray(0).getLong(0)
        : 0;
  }
}
