package io.penstock;

import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PenstockProcess;
import io.penstock.fixture.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose broker, a process of its own, stops answering for a while. */
class BrokerAwayIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path folder;

  @Test
  void nothingIsTakenWhileTheBrokerIsAwayAndEverythingIsThereOnceAfterwards() throws IOException {
    try (var broker = PenstockProcess.start(Files.createDirectory(folder.resolve("broker")));
        var node = TestNode.start(Files.createDirectory(folder.resolve("node")), beside(broker))) {
      assertThat(node.post("open", "{\"id\":\"before\"}").status()).isEqualTo(202);

      broker.signal("STOP");
      refusesWhatCannotBeKept(node);
      refusesAtOnceWhatHasNoCredit(node);
      Eventually.holds("the node is not ready", SOON, () -> ready(node) == 503);
      broker.signal("CONT");

      Eventually.holds("the node is ready", SOON, () -> ready(node) == 200);
      Eventually.holds("what was refused is taken", SOON, () -> isTaken(node, "away"));
      assertThat(node.post("open", "{\"id\":\"after\"}").status()).isEqualTo(202);
      node.settle("open");
      assertThat(
              node.query(
                  "select id, count(*) from open where id in ('before', 'away', 'after')"
                      + " group by id order by id"))
          .extracting(Object::toString)
          .containsExactly("[\"after\",1]", "[\"away\",1]", "[\"before\",1]");
      assertThat(node.ledger("open").getLong("unexplained")).isZero();
      assertThat(node.admin().get("/metrics").text()).contains("\npenstock_credit_bytes 0.0\n");
    }
  }

  private static String[] beside(PenstockProcess broker) {
    return new String[] {
      "log.bootstrap-servers=" + broker.bootstrapServers(),
      "log.producer.delivery-timeout=2s",
      "ingest.credit-bytes=1MB",
      "ingest.http.request-bytes-max=512KB",
      "ingest.http.idle-timeout=1m",
      "sinks.duckdb.group=penstock.away"
    };
  }

  private static void refusesWhatCannotBeKept(TestNode node) {
    long began = System.nanoTime();
    Answer answer = node.post("open", "{\"id\":\"away\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("log_unavailable");
    assertThat(answer.json().getBoolean("retryable")).isTrue();
    assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  /** Six that do not fit together: five wait for the log, the sixth is not even looked at. */
  private static void refusesAtOnceWhatHasNoCredit(TestNode node) {
    String event = "{\"id\":\"waits\",\"v\":\"" + "x".repeat(200_000) + "\"}";
    List<Answer> answers =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> node.post("open", event), Thread::startVirtualThread))
            .limit(6)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(Answer::status).containsOnly(503);
    assertThat(answers)
        .extracting(Answer::code)
        .containsOnlyOnce("busy")
        .containsOnly("busy", "log_unavailable");
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.header("retry-after")).matches("\\d+"));
  }

  private static boolean isTaken(TestNode node, String id) {
    return node.door()
            .post(pathOf("open"), "{\"id\":\"" + id + "\"}", "x-api-key", TestNode.KEY)
            .status()
        == 202;
  }

  private static int ready(TestNode node) {
    return node.door().get("/health/ready").status();
  }
}
