package io.penstock.log.login;

import static java.util.function.Predicate.isEqual;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.GuardedBroker;
import io.penstock.fixture.NodeCertificates;
import io.penstock.fixture.Said;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.TokenIssuer;
import io.penstock.fixture.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of tokens is away for longer than a token lives. */
class TokenOutageIT {
  private static final Duration LIFE = Duration.ofSeconds(8);
  private static final Duration AWAY = Duration.ofSeconds(17);
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int REAUTHENTICATION_MILLIS = 3_000;
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final String SECRET = "the-secret-of-the-client";

  @TempDir private Path folder;

  /** Where each event was kept, by its id. */
  private final Map<String, String> kept = new ConcurrentHashMap<>();

  private volatile boolean isOver;

  @Test
  void losesNothingAndRepeatsNothing() throws Exception {
    try (Said said = Said.fromNow();
        TokenIssuer issuer = new TokenIssuer(LIFE);
        GuardedBroker broker = broker(issuer);
        TestNode node = node(broker, issuer)) {
      Thread sender = Thread.ofPlatform().start(() -> sendUntilOver(node));
      passes(LIFE);
      assertThat(kept.values()).containsOnly("log");
      int asked = issuer.asked();

      issuer.goAway();
      passes(AWAY);
      assertThat(kept.values()).contains("spool");
      issuer.comeBack();

      Eventually.holds("the log answers", SOON, () -> isWorking("log", node));
      Eventually.holds("the spool is drained", SOON, () -> isWorking("spool", node));
      int before = kept.size();
      Eventually.holds("events go to the log", SOON, () -> kept.size() > before + 100);
      isOver = true;
      sender.join();
      assertThat(node.post("events", "{\"id\":\"last\"}").text()).contains("\"log\"");
      Eventually.holds("all are in the sink", SOON, () -> inTheSink(node) == kept.size() + 1);
      tell(asked, issuer.asked());
      assertThat(node.query("select count(distinct id) from events").getFirst().getInteger(0))
          .isEqualTo(kept.size() + 1);
      assertThat(Topic.read(broker.open(), "events").values().stream().distinct())
          .hasSize(kept.size() + 1);
      assertThat(node.ledger("events").getLong("unexplained")).isZero();
      assertThat(asked).isBetween(2, 4);
      assertThat(said.text()).doesNotContain(SECRET).doesNotContain("eyJ");
    }
  }

  private void tell(int before, int after) {
    System.out.printf(
        "token outage: %d events, %d of them to the spool, none refused; %d tokens before, %d"
            + " after%n",
        kept.size(),
        kept.values().stream().filter(isEqual("spool")).count(),
        before,
        after - before);
  }

  /** Whoever is refused stops the test: an answer is 202, whatever happens. */
  private void sendUntilOver(TestNode node) {
    for (int i = 0; !isOver; i++) {
      String id = "event-" + i;
      Answer answer = node.post("events", "{\"id\":\"" + id + "\"}");
      kept.put(id, answer.status() == 202 ? answer.json().getString("durability") : answer.text());
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  private void passes(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Eventually.holds("time passes", time.plus(SOON), () -> System.nanoTime() > end);
    assertThat(kept.values()).containsAnyOf("log", "spool").isSubsetOf("log", "spool");
  }

  private static boolean isWorking(String component, TestNode node) {
    return node.admin()
        .get("/health")
        .json()
        .getJsonObject("components")
        .getJsonObject(component)
        .getString("detail")
        .equals("works");
  }

  private static int inTheSink(TestNode node) {
    Answer answer = node.ask("select count(*) from events");
    return answer.status() == 200
        ? answer.json().getJsonArray("rows").getJsonArray(0).getInteger(0)
        : 0;
  }

  private GuardedBroker broker(TokenIssuer issuer) throws IOException {
    var certificates =
        NodeCertificates.in(Files.createDirectory(folder.resolve("certificates")), 1);
    return new GuardedBroker(
        folder.resolve("broker"), certificates, issuer.keys(), REAUTHENTICATION_MILLIS);
  }

  private TestNode node(GuardedBroker broker, TokenIssuer issuer) throws IOException {
    Path secret = Files.writeString(folder.resolve("client-secret"), SECRET);
    Path file =
        Files.writeString(
            folder.resolve("penstock.yaml"),
            """
            node: {name: test}
            access: {key: test-key}
            ingest: {http: {host: 127.0.0.1}}
            log:
              bootstrap-servers: %s
              producer: {delivery-timeout: 3s}
              login:
                mechanism: oauthbearer
                token-url: %s
                client-id: penstock
                client-secret: ${file:%s}
            streams: {events: {}}
            sinks: {duckdb: {type: duckdb, batch: {linger: 50ms}}}
            """
                .formatted(broker.login(), issuer.tokens(), secret));
    return TestNode.startWith(file, folder);
  }
}
