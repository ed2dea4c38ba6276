package io.penstock.access;

import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.signing.WebhookHeaders;
import io.penstock.fixture.Answer;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.TestCluster;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is decided at one of three nodes holds at all of them. */
class AccessClusterIT {
  private static final Duration EVERYWHERE_WITHIN = Duration.ofSeconds(5);
  private static final int RATE = 40;
  private static final String STREAM = Broker.freshName("access");
  private static TestCluster cluster;

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    PostgresDatabase database = PostgresDatabase.fresh();
    cluster =
        new TestCluster(
            folder,
            database,
            STREAM + ": {kind: open}",
            "none: {type: blackhole, group: %s.none, streams: [%s]}".formatted(STREAM, STREAM),
            number -> List.of(),
            Map.of("PENSTOCK__ACCESS__PEPPER", "0123456789abcdef0123456789abcdef"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aKeyIsGoodAtEveryNodeAtOnceAndRevokedEverywhereWithinFiveSecondsAndForGood() {
    Tenants tenants = tenantsAt(1);
    tenants.create("acme");
    Tenants.Key key = tenants.key("acme");
    assertThat(statuses(key)).containsExactly(202, 202, 202);

    JsonObject answer = tenantsAt(2).revoke(key.id());
    Eventually.holds(
        "it is refused everywhere",
        EVERYWHERE_WITHIN,
        () -> statuses(key).equals(List.of(401, 401, 401)));

    assertThat(answer.getJsonArray("notToldYet")).isEmpty();
    cluster.node(3).kill();
    cluster.start(3);
    cluster.node(3).awaitReady();
    cluster.awaitTogether(TestCluster.SIZE);
    assertThat(post(3, key).status()).isEqualTo(401);
  }

  /** Nobody tells the others here: they look by themselves. */
  @Test
  void aNodeThatWasNotToldSeesItByItself() {
    Tenants tenants = tenantsAt(1);
    tenants.create("untold");
    Tenants.Key key = tenants.key("untold");
    assertThat(statuses(key)).containsExactly(202, 202, 202);
    cluster.node(2).signal("STOP");

    JsonObject answer = tenants.revoke(key.id());
    cluster.node(2).signal("CONT");

    assertThat(answer.getJsonArray("notToldYet")).containsExactly("node-2");
    Eventually.holds(
        "it is refused there too", EVERYWHERE_WITHIN, () -> post(2, key).status() == 401);
  }

  @Test
  void aSignedRequestThatOneNodeTookNoOtherTakes() {
    Tenants tenants = tenantsAt(1);
    tenants.create("signer");
    Tenants.Key key = tenants.key("signer", new JsonObject().put("signed", true));
    byte[] body = "{\"id\":\"signed\"}".getBytes(UTF_8);
    long now = Instant.now().getEpochSecond();
    Eventually.holds(
        "a replay is refused at another node, once their answers are quick",
        Duration.ofSeconds(30),
        () -> {
          String id = "msg_" + System.nanoTime();
          return post(1, key, id, now, body).status() == 202
              && post(2, key, id, now, body).status() == 409
              && post(3, key, id, now, body).status() == 409;
        });
  }

  /** Whoever posts as fast as it can at each of them gets what one node alone would let in. */
  @Test
  void aRateIsOneForAllNodes() throws InterruptedException {
    Tenants tenants = tenantsAt(1);
    tenants.create(
        "greedy", new JsonObject().put("limits", new JsonObject().put("events-per-second", RATE)));
    Tenants.Key key = tenants.key("greedy");
    var admitted = new LongAdder();
    var refused = new LongAdder();
    var isOver = new AtomicBoolean();
    List<Thread> senders =
        IntStream.rangeClosed(1, TestCluster.SIZE)
            .mapToObj(
                number ->
                    Thread.startVirtualThread(
                        () -> {
                          while (!isOver.get()) {
                            statusIfAny(number, key)
                                .ifPresent(
                                    status -> (status == 202 ? admitted : refused).increment());
                          }
                        }))
            .toList();
    Eventually.holds(
        "what was saved up is used", Duration.ofSeconds(30), () -> refused.sum() > 2 * RATE);

    long before = admitted.sum();
    long beganAt = System.nanoTime();
    Eventually.holds(
        "some seconds' worth is let in",
        Duration.ofSeconds(30),
        () -> admitted.sum() - before > 6 * RATE);
    double seconds = (System.nanoTime() - beganAt) / 1e9;
    double perSecond = (admitted.sum() - before) / seconds;
    isOver.set(true);
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(perSecond).isBetween(0.9 * RATE, 1.1 * RATE);
  }

  @Test
  void whatOneNodeDidNotKeepAnyOtherTakesAsSoonAsItsSenderHearsSo() {
    Tenants tenants = tenantsAt(1);
    tenants.create("repeater");
    Tenants.Key key = tenants.key("repeater", new JsonObject().put("signed", true));
    byte[] body = "not json".getBytes(UTF_8);
    long now = Instant.now().getEpochSecond();

    Eventually.holds(
        "none is told that it came before, once their answers are quick",
        Duration.ofSeconds(30),
        () -> {
          String id = "msg_" + System.nanoTime();
          return IntStream.range(0, 20)
              .mapToObj(i -> post(1 + i % TestCluster.SIZE, key, id, now, body).status())
              .allMatch(status -> status == 400);
        });
  }

  /** None where the connection is one to a node that was killed since. */
  private static OptionalInt statusIfAny(int number, Tenants.Key key) {
    try {
      return OptionalInt.of(post(number, key).status());
    } catch (UncheckedIOException old) {
      return OptionalInt.empty();
    }
  }

  private static Tenants tenantsAt(int number) {
    return new Tenants(cluster.node(number).admin());
  }

  private static List<Integer> statuses(Tenants.Key key) {
    return IntStream.rangeClosed(1, TestCluster.SIZE)
        .mapToObj(number -> post(number, key).status())
        .toList();
  }

  private static Answer post(int number, Tenants.Key key) {
    return cluster
        .node(number)
        .door()
        .post(pathOf(STREAM), "{\"id\":\"a\"}", "authorization", key.bearer());
  }

  private static Answer post(int number, Tenants.Key key, String id, long now, byte[] body) {
    List<String> headers = new ArrayList<>(WebhookHeaders.of(key.signingSecret(), id, now, body));
    headers.addAll(List.of("authorization", key.bearer()));
    return cluster.node(number).door().post(pathOf(STREAM), body, headers.toArray(String[]::new));
  }
}
