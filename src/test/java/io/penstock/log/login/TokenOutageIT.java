package io.penstock.log.login;

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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of tokens is away for longer than a token lives. */
class TokenOutageIT {
  private static final String SECRET = "the-secret-of-the-client";

  private final OutageDose dose = OutageDose.fromProperties();

  @TempDir private Path folder;

  @Test
  void losesNothingAndRepeatsNothing() throws Exception {
    try (Said said = Said.fromNow();
        TokenIssuer issuer = new TokenIssuer(dose.life());
        GuardedBroker broker = broker(issuer);
        TestNode node = node(broker, issuer);
        SteadyPosting posting = new SteadyPosting(node)) {
      passes(dose.before());
      assertThat(posting.keptAt()).contains("log");
      assertThat(issuer.asked()).isBetween(1, 4);

      OutageResult result = outage(issuer, broker, node, posting);

      result.write();
      assertThat(result.refused()).isZero();
      assertThat(result.toSpool()).isPositive();
      assertThat(result.records()).isEqualTo(result.posted());
      assertThat(result.rows()).isEqualTo(result.posted());
      assertThat(result.different()).isEqualTo(result.posted());
      assertThat(node.ledger(SteadyPosting.STREAM).getLong("unexplained")).isZero();
      assertThat(said.text()).doesNotContain(SECRET).doesNotContain("eyJ");
    }
  }

  private OutageResult outage(
      TokenIssuer issuer, GuardedBroker broker, TestNode node, SteadyPosting posting)
      throws InterruptedException {
    long began = System.nanoTime();
    issuer.goAway();
    Duration untilTheSpool =
        until("the spool takes over", dose.away(), () -> posting.latest().equals("spool"));
    passes(dose.away().minusNanos(System.nanoTime() - began));
    issuer.comeBack();
    Duration untilTheLog =
        until("the log answers", dose.recoveryMax(), () -> isWorking("log", node));
    until("events go to the log", dose.recoveryMax(), () -> posting.latest().equals("log"));
    posting.finish();
    until("all are in the sink", dose.recoveryMax(), () -> rows(node) >= posting.count());
    return new OutageResult(
        dose,
        posting.count(),
        posting.count("log"),
        posting.count("spool"),
        posting.longest(),
        untilTheSpool,
        untilTheLog,
        (int) Topic.read(broker.open(), SteadyPosting.STREAM).values().stream().distinct().count(),
        rows(node),
        number("select count(distinct id) from events", node),
        issuer.asked());
  }

  private static void passes(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    until("time passes", time.plusSeconds(10), () -> System.nanoTime() > end);
  }

  private static Duration until(String what, Duration max, BooleanSupplier holds) {
    long began = System.nanoTime();
    Eventually.holds(what, max, holds);
    return Duration.ofNanos(System.nanoTime() - began);
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

  private static int rows(TestNode node) {
    return number("select count(*) from events", node);
  }

  /** None while the sink is not open. */
  private static int number(String sql, TestNode node) {
    Answer answer = node.ask(sql);
    return answer.status() == 200
        ? answer.json().getJsonArray("rows").getJsonArray(0).getInteger(0)
        : 0;
  }

  private GuardedBroker broker(TokenIssuer issuer) throws IOException {
    var certificates =
        NodeCertificates.in(Files.createDirectory(folder.resolve("certificates")), 1);
    return new GuardedBroker(
        folder.resolve("broker"),
        certificates,
        issuer.keys(),
        (int) dose.reauthentication().toMillis());
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
