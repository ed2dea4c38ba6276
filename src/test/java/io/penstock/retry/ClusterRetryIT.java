package io.penstock.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.TestCluster;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The retry schedule belongs to all nodes, and outlives each of them. */
@TestMethodOrder(OrderAnnotation.class)
class ClusterRetryIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Of the tier. */
  private static final Duration DELAY = Duration.ofSeconds(20);

  private static final String STREAM = Broker.freshName("shared-retries");
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
            """
            pg: {type: postgres, url: "%s", user: %s, group: %s.pg, streams: [%s],
              batch: {attempts-max: 1}, retry: {topics: %s, tiers: [%ds], partitions: 1}}\
            """
                .formatted(
                    database.url(),
                    PostgresDatabase.USER,
                    STREAM,
                    STREAM,
                    STREAM,
                    DELAY.toSeconds()));
    database.execute(
        "CREATE FUNCTION not_now() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'not now'; END $$");
  }

  /** Nobody knows what the sink's error means, so the event is tried again later. */
  private static void letWait(String id) {
    database.execute(
        "CREATE TRIGGER not_now BEFORE INSERT ON \"%s\" EXECUTE FUNCTION not_now()"
            .formatted(STREAM));
    send(id);
    Eventually.holds("it waits for its time", SOON, () -> waiting(1) == 1);
    database.execute("DROP TRIGGER not_now ON \"" + STREAM + "\"");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(2)
  void anEventWhoseSlotsOwnerIsKilledComesAtMostTwentySecondsAfterItIsDue() {
    letWait("2");
    JsonObject slot = slot(1);
    Instant due = Instant.parse(slot.getString("due"));

    cluster.node(numberOf(slot.getString("owner"))).kill();

    Eventually.holds("it is in the sink", SOON, () -> rows("2") == 1);
    assertThat(Instant.now()).isAfter(due).isBefore(due.plus(Duration.ofSeconds(20)));
  }

  @Test
  @Order(1)
  void whatOneNodeHoldsIsStillHeldWhenAllWereKilledAndAnyNodeReleasesIt() {
    letWait("1");

    assertThat(order(1, "hold").json().getJsonArray("silent")).isEmpty();
    Eventually.holds("another node sees it", SOON, () -> isHeld(2));

    for (int number = 1; number <= TestCluster.SIZE; number++) {
      cluster.node(number).kill();
    }
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      cluster.start(number);
    }
    for (int number = 1; number <= TestCluster.SIZE; number++) {
      cluster.node(number).awaitReady();
    }
    cluster.awaitTogether(TestCluster.SIZE);
    Eventually.holds("the slot is there again", SOON, () -> waiting(2) == 1);
    Instant due = Instant.parse(slot(2).getString("due"));
    Eventually.holds("it is due", SOON, () -> Instant.now().isAfter(due.plusSeconds(3)));

    assertThat(isHeld(2)).isTrue();
    assertThat(rows("1")).isZero();

    assertThat(order(3, "release").json().getJsonArray("silent")).isEmpty();

    Eventually.holds("it is in the sink", SOON, () -> rows("1") == 1);
  }

  private static void send(String id) {
    Answer answer =
        cluster
            .node(1)
            .door()
            .post(
                "/v1/streams/" + STREAM + "/events",
                "{\"id\":\"" + id + "\"}",
                "Authorization",
                TestNode.BEARER,
                "Content-Type",
                "application/json");
    assertThat(answer.status()).isEqualTo(202);
  }

  private static Answer order(int number, String act) {
    Answer answer =
        cluster
            .node(number)
            .admin()
            .post(
                "/admin/v1/retries/" + act,
                new JsonObject().put("who", "tester").put("sink", "pg").encode(),
                "Content-Type",
                "application/json");
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  /** And when it is due is known, as somebody has read it. */
  private static long waiting(int number) {
    List<JsonObject> slots = slots(number);
    return slots.isEmpty() || slots.getFirst().getString("due") == null
        ? 0
        : slots.getFirst().getLong("waiting");
  }

  private static boolean isHeld(int number) {
    return slot(number).getString("state").equals("held");
  }

  private static JsonObject slot(int number) {
    return slots(number).getFirst();
  }

  private static List<JsonObject> slots(int number) {
    return cluster
        .node(number)
        .admin()
        .get("/admin/v1/retries")
        .json()
        .getJsonArray("slots")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static int numberOf(String node) {
    return Integer.parseInt(node.substring("node-".length()));
  }

  private static long rows(String id) {
    return database.rows("SELECT 1 FROM \"" + STREAM + "\" WHERE id = '" + id + "'").size();
  }
}
