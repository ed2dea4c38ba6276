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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The retry schedule belongs to all nodes, and outlives each of them. */
class ClusterRetryIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Of the tier. */
  private static final Duration DELAY = Duration.ofSeconds(20);

  private final String stream = Broker.freshName("shared-retries");
  private final PostgresDatabase database = PostgresDatabase.fresh();
  private TestCluster cluster;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    cluster =
        new TestCluster(
            folder,
            database,
            stream + ": {kind: open}",
            """
            pg: {type: postgres, url: "%s", user: %s, group: %s.pg, streams: [%s],
              batch: {attempts-max: 1}, retry: {topics: %s, tiers: [%ds], partitions: 1}}\
            """
                .formatted(
                    database.url(),
                    PostgresDatabase.USER,
                    stream,
                    stream,
                    stream,
                    DELAY.toSeconds()));
    refuseForNow();
    send("1");
    Eventually.holds("it waits for its time", SOON, () -> waiting(1) == 1);
    takeAgain();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void anEventWhoseSlotsOwnerIsKilledComesAtMostTwentySecondsAfterItIsDue() {
    JsonObject slot = slot(1);
    Instant due = Instant.parse(slot.getString("due"));

    cluster.node(numberOf(slot.getString("owner"))).kill();

    Eventually.holds("it is in the sink", SOON, () -> rows() == 1);
    assertThat(Instant.now()).isAfter(due).isBefore(due.plus(Duration.ofSeconds(20)));
  }

  @Test
  void whatOneNodeHoldsIsStillHeldWhenAllWereKilledAndAnyNodeReleasesIt() {
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
    assertThat(rows()).isZero();

    assertThat(order(3, "release").json().getJsonArray("silent")).isEmpty();

    Eventually.holds("it is in the sink", SOON, () -> rows() == 1);
  }

  /** With an error of which nobody knows what it means. */
  private void refuseForNow() {
    database.execute(
        "CREATE FUNCTION not_now() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'not now'; END $$");
    database.execute(
        "CREATE TRIGGER not_now BEFORE INSERT ON \"%s\" EXECUTE FUNCTION not_now()"
            .formatted(stream));
  }

  private void takeAgain() {
    database.execute("DROP TRIGGER not_now ON \"" + stream + "\"");
  }

  private void send(String id) {
    Answer answer =
        cluster
            .node(1)
            .door()
            .post(
                "/v1/streams/" + stream + "/events",
                "{\"id\":\"" + id + "\"}",
                "Authorization",
                TestNode.BEARER,
                "Content-Type",
                "application/json");
    assertThat(answer.status()).isEqualTo(202);
  }

  private Answer order(int number, String act) {
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
  private long waiting(int number) {
    List<JsonObject> slots = slots(number);
    return slots.isEmpty() || slots.getFirst().getString("due") == null
        ? 0
        : slots.getFirst().getLong("waiting");
  }

  private boolean isHeld(int number) {
    return slot(number).getString("state").equals("held");
  }

  private JsonObject slot(int number) {
    return slots(number).getFirst();
  }

  private List<JsonObject> slots(int number) {
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

  private long rows() {
    return ((Number) database.rows("SELECT count(*) FROM \"" + stream + "\"").getFirst().getFirst())
        .longValue();
  }
}
