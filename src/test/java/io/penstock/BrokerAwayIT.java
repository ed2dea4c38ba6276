package io.penstock;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.BrokerProcess;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PenstockProcess;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose broker, a process of its own, stops answering for a while. */
class BrokerAwayIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LARGE = "x".repeat(200_000);

  @TempDir private static Path folder;

  private static PenstockProcess broker;
  private static String bootstrapServers = "";

  @BeforeAll
  static void startBroker() throws IOException {
    broker = PenstockProcess.start(Files.createDirectory(folder.resolve("broker")));
    bootstrapServers = broker.bootstrapServers();
  }

  @AfterAll
  static void endBroker() {
    broker.close();
  }

  @AfterEach
  void goOn() {
    broker.signal("CONT");
  }

  @Test
  void whatComesWhileTheBrokerIsAwayWaitsOnDiskAndIsThereOnceAfterwards() throws IOException {
    try (var node = TestNode.start(newFolder("away"), beside())) {
      assertThat(durability(node.post("open", "{\"id\":\"before\"}"))).isEqualTo("log");

      broker.signal("STOP");
      waitsOrIsRefusedAtOnceWhereThereIsNoCredit(node);
      List<String> ids = IntStream.range(0, 30).mapToObj(i -> "away-%02d".formatted(i)).toList();
      List<String> receipts = new ArrayList<>();
      for (String id : ids) {
        Answer answer = node.post("small", "{\"id\":\"" + id + "\",\"s\":\"one\"}");
        assertThat(durability(answer)).isEqualTo("spool");
        receipts.add(answer.json().getString("receipt"));
      }
      assertThat(receipts.getFirst()).matches("small~spool:test:1:\\d+-\\d+");
      assertThat(spoolOf(receipts.getLast(), node)).isEqualTo("{\"waiting\":1,\"drained\":0}");
      assertThat(ready(node)).isEqualTo(200);
      assertThat(component("spool", node)).isEqualTo("amber");
      broker.signal("CONT");

      Eventually.holds("the spool is drained", SOON, () -> metric("records", node) == 0);
      assertThat(spoolOf(receipts.getLast(), node)).isEqualTo("{\"waiting\":0,\"drained\":1}");
      assertThat(durability(node.post("open", "{\"id\":\"after\"}"))).isEqualTo("log");
      node.settle("open");
      node.settle("small");
      assertThat(node.query("select id, count(*) from open group by id order by id"))
          .extracting(Object::toString)
          .contains("[\"after\",1]", "[\"before\",1]");
      assertThat(node.query("select string_agg(id, ' ' order by id) from small").getFirst())
          .containsExactly(String.join(" ", ids));
      assertThat(node.topic("small").values())
          .containsExactlyElementsOf(
              ids.stream().map(id -> "{\"id\":\"" + id + "\",\"s\":\"one\"}").toList());
      assertThat(node.ledger("small").getLong("unexplained")).isZero();
      assertThat(metric("records_drained_total", node))
          .isEqualTo(metric("records_spooled_total", node))
          .isGreaterThanOrEqualTo(30);
      Eventually.holds("nothing stays on disk", SOON, () -> metric("bytes", node) == 0);
      assertThat(component("spool", node)).isEqualTo("green");
      assertThat(node.admin().get("/metrics").text()).contains("\npenstock_credit_bytes 0.0\n");
    }
  }

  /** Six that do not fit together: five wait for the log, the sixth is not even looked at. */
  private static void waitsOrIsRefusedAtOnceWhereThereIsNoCredit(TestNode node) {
    String event = "{\"id\":\"waits\",\"v\":\"" + LARGE + "\"}";
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

    assertThat(answers).extracting(Answer::status).contains(202).containsOnlyOnce(503);
    Answer refused = answers.stream().filter(it -> it.status() == 503).findFirst().orElseThrow();
    assertThat(refused.code()).isEqualTo("busy");
    assertThat(refused.header("retry-after")).matches("\\d+");
  }

  @Test
  void aFullSpoolIsA503AndHasRoomAgainWhenTheBrokerIsBack() throws IOException {
    String[] small = beside("spool.bytes-max=1MB", "spool.segment-bytes=256KB");
    try (var node = TestNode.start(newFolder("full"), small)) {
      broker.signal("STOP");
      List<String> kept = new ArrayList<>();
      Answer answer = large("full-0", node);
      while (answer.status() == 202) {
        kept.add("full-" + kept.size());
        answer = large("full-" + kept.size(), node);
      }

      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("spool_full");
      assertThat(answer.json().getBoolean("retryable")).isTrue();
      assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
      assertThat(kept).hasSizeBetween(3, 6);
      assertThat(ready(node)).isEqualTo(503);
      assertThat(component("spool", node)).isEqualTo("red");
      broker.signal("CONT");

      Eventually.holds("the node is ready", SOON, () -> ready(node) == 200);
      Eventually.holds("all is drained", SOON, () -> metric("records", node) == 0);
      node.settle("open");
      assertThat(node.query("select id from open where id like 'full-%' order by id"))
          .extracting(row -> row.getString(0))
          .containsExactlyElementsOf(kept);
    }
  }

  private static Answer large(String id, TestNode node) {
    return node.post("open", "{\"id\":\"" + id + "\",\"v\":\"" + LARGE + "\"}");
  }

  @Test
  void whatTheSpoolHoldsIsThereAfterTheNodeWasKilled() throws IOException {
    Path home = newFolder("killed");
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "killed-%02d".formatted(i)).toList();
    try (var node = PenstockProcess.start(home, beside())) {
      broker.signal("STOP");
      for (String id : ids) {
        Answer answer =
            node.door().post(pathOf("open"), "{\"id\":\"" + id + "\"}", "authorization", BEARER);
        assertThat(durability(answer)).isEqualTo("spool");
      }
      node.signal("KILL");
      node.exitWithin(SOON);
    }
    broker.signal("CONT");

    try (var node = TestNode.start(home, beside())) {
      Eventually.holds("all is drained", SOON, () -> metric("records", node) == 0);
      node.settle("open");
      assertThat(node.query("select id from open where id like 'killed-%' order by id"))
          .extracting(row -> row.getString(0))
          .containsExactlyElementsOf(ids);
      assertThat(metric("records_lost_total", node)).isZero();
    }
  }

  @Test
  void nothingIsLostWhereTheBrokerIsKilledAndComesBack() throws IOException {
    Path home = newFolder("broker-killed");
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "dead-%02d".formatted(i)).toList();
    try (var mortal = new BrokerProcess(Files.createDirectory(home.resolve("kafka")));
        var node = TestNode.start(home, atBroker(mortal.bootstrapServers()))) {
      assertThat(durability(node.post("open", "{\"id\":\"alive\"}"))).isEqualTo("log");

      mortal.kill();
      for (String id : ids) {
        assertThat(durability(node.post("open", "{\"id\":\"" + id + "\"}"))).isEqualTo("spool");
      }
      mortal.startAgain();

      Eventually.holds("all is drained", SOON, () -> metric("records", node) == 0);
      Eventually.holds("the log answers", SOON, () -> component("log", node).equals("green"));
      node.settle("open");
      assertThat(node.query("select count(*) from open where id = 'alive'").getFirst())
          .containsExactly(1);
      assertThat(node.query("select id from open where id like 'dead-%' order by id"))
          .extracting(row -> row.getString(0))
          .containsExactlyElementsOf(ids);
    }
  }

  @Test
  void aNodeStartsWithoutItsBrokerAndKeepsWhatComes() throws IOException {
    broker.signal("STOP");
    try (var node = TestNode.start(newFolder("alone"), beside())) {
      assertThat(ready(node)).isEqualTo(200);
      assertThat(component("log", node)).isEqualTo("red");
      assertThat(durability(node.post("open", "{\"id\":\"alone\"}"))).isEqualTo("spool");
      broker.signal("CONT");

      Eventually.holds("all is drained", SOON, () -> metric("records", node) == 0);
      Eventually.holds("the log answers", SOON, () -> component("log", node).equals("green"));
      node.settle("open");
      assertThat(node.query("select count(*) from open where id = 'alone'").getFirst())
          .containsExactly(1);
    }
  }

  private static Path newFolder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private static String[] beside(String... more) {
    return atBroker(bootstrapServers, more);
  }

  private static String[] atBroker(String servers, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "log.bootstrap-servers=" + servers,
                "log.producer.delivery-timeout=2s",
                "ingest.credit-bytes=1MB",
                "ingest.http.request-bytes-max=512KB",
                "ingest.grpc.message-bytes-max=512KB",
                "ingest.http.idle-timeout=1m",
                "streams.small.key=session",
                "streams.small.session=s",
                "sinks.duckdb.group=penstock.away"));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  private static String durability(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().getString("durability");
  }

  private static String spoolOf(String receipt, TestNode node) {
    Answer answer = node.door().get("/v1/receipts/" + receipt, "authorization", BEARER);
    return answer.json().getJsonObject("spool").encode();
  }

  private static int ready(TestNode node) {
    return node.door().get("/health/ready").status();
  }

  private static String component(String name, TestNode node) {
    JsonObject components = node.admin().get("/health").json().getJsonObject("components");
    return components.getJsonObject(name).getString("status");
  }

  private static double metric(String name, TestNode node) {
    String series = "penstock_spool_" + name + " ";
    Answer scraped = node.admin().get("/metrics");
    return scraped
        .text()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + "is not in " + scraped));
  }
}
