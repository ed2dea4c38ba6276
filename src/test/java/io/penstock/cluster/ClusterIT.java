package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.TestCluster;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes take events, know of each other, and go on when one of them is killed. */
@TestMethodOrder(OrderAnnotation.class)
class ClusterIT {
  private static final String STREAM = Broker.freshName("cluster");
  private static PostgresDatabase database;
  private static TestCluster cluster;

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    database = PostgresDatabase.fresh();
    cluster =
        new TestCluster(
            folder,
            database,
            STREAM + ": {kind: open}",
            "pg: {type: postgres, url: \"%s\", user: %s, group: %s.pg, streams: [%s]}"
                .formatted(database.url(), PostgresDatabase.USER, STREAM, STREAM));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void everyNodeNamesAllOfThem() {
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      assertThat(names(number)).containsExactly("node-1", "node-2", "node-3");
    }
  }

  @Test
  @Order(2)
  void whatAnyNodeTakesIsInTheSinkOnce() {
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      send(number, "first-" + number, 50);
    }

    Eventually.holds("all are there", Duration.ofSeconds(30), () -> rows("first-%") == 150);
  }

  @Test
  @Order(3)
  void oneNodeTellsHowAnotherIsConfigured() {
    String yaml = cluster.node(1).admin().get("/admin/v1/config?node=node-3").text();

    assertThat(yaml).contains("node-3");
  }

  @Test
  @Order(4)
  void deliveryGoesOnWithinFifteenSecondsWhenANodeIsKilled() {
    cluster.node(2).kill();
    long killed = System.nanoTime();
    send(1, "second", 200);

    Eventually.holds("all are there", Duration.ofSeconds(30), () -> rows("second-%") == 200);
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(15));
    cluster.awaitTogether(2);
  }

  @Test
  @Order(5)
  void aKilledNodeIsReadyAgainWithinFifteenSeconds() {
    long started = System.nanoTime();
    cluster.start(2);
    cluster.node(2).awaitReady();

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
    cluster.awaitTogether(3);
  }

  private static List<String> names(int number) {
    return cluster.node(number).admin().get("/admin/v1/nodes").array().stream()
        .map(JsonObject.class::cast)
        .map(node -> node.getString("name"))
        .toList();
  }

  /** Spread over all partitions: the key is the event's id. */
  private static void send(int number, String beginning, int events) {
    String body =
        IntStream.range(0, events)
            .mapToObj(i -> "{\"id\":\"" + beginning + "-" + i + "\"}")
            .collect(Collectors.joining("\n"));
    assertThat(
            cluster
                .node(number)
                .door()
                .post(
                    "/v1/streams/" + STREAM + "/events",
                    body,
                    "Authorization",
                    "Bearer " + TestNode.KEY,
                    "Content-Type",
                    "application/x-ndjson")
                .status())
        .isEqualTo(202);
  }

  private static long rows(String like) {
    Object count =
        database
            .rows("SELECT count(*) FROM " + "\"" + STREAM + "\" WHERE id LIKE '" + like + "'")
            .getFirst()
            .getFirst();
    return ((Number) count).longValue();
  }
}
