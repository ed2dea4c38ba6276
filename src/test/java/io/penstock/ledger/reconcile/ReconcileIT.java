package io.penstock.ledger.reconcile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.PenstockCommand;
import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What people did to a sink behind our back is found, event by event; what is lawful is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcileIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TENANT = "00000000-0000-0000-0000-000000000000";

  private final PostgresDatabase database = PostgresDatabase.fresh();
  private TestNode node;

  @BeforeAll
  void startNode(@TempDir Path folder) {
    database.execute(
        "CREATE TABLE timed (tenant text, id text, type text, time timestamptz, received_at"
            + " timestamptz, content_hash bigint, data json, PRIMARY KEY (tenant, id, time))"
            + " PARTITION BY RANGE (time)");
    node =
        TestNode.start(
            folder,
            "sinks.pg.type=postgres",
            "sinks.pg.url=" + database.url(),
            "sinks.pg.user=" + PostgresDatabase.USER,
            "sinks.pg.streams=open,parsing,held,warned,segment,aws,webhooks,logs,cloudless,timed",
            "sinks.pg.delete-after=7d",
            "streams.timed.time=at",
            "streams.cloudless.topic=cloudless",
            "sinks.picky.type=blackhole",
            "sinks.picky.streams=counted",
            "sinks.picky.script=stored+later+never,delivered",
            "sinks.picky.retry.tiers=5s,1h",
            "streams.counted.events-max=100");
  }

  @AfterAll
  void stopNode() {
    node.close();
  }

  private void send(String stream, int from, int to) {
    assertThat(node.post(stream, events(from, to)).status()).isEqualTo(202);
  }

  private static String events(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\":\"e-" + i + "\",\"n\":" + i + "}")
        .collect(joining(",", "[", "]"));
  }

  /** Waits until both sinks have settled all of the stream. */
  private void settle(String stream) {
    Eventually.holds(
        "all of " + stream + " is settled",
        SOON,
        () ->
            node.admin().get("/admin/v1/ledger").array().stream()
                .map(JsonObject.class::cast)
                .filter(line -> line.getString("stream").equals(stream))
                .allMatch(line -> line.getLong("waiting") == 0));
  }

  @Test
  void nothingIsFoundWhereNobodyTouchedAnything() {
    send("open", 0, 300);
    send("open", 200, 400);
    settle("open");

    for (String sink : List.of("duckdb", "pg")) {
      Asking asking = Asking.of(node, "open", sink);

      assertThat(asking.unexplained()).as(asking.toString()).isZero();
      assertThat(asking.count(Count.RECORDS)).isEqualTo(500);
      assertThat(asking.addsUp()).as(asking.toString()).isTrue();
      assertThat(asking.end())
          .isEqualTo(new JsonObject("{\"done\":{\"unexplained\":0,\"differenceMax\":0}}"));
    }
  }

  @Test
  void whatWasDeletedDoubledChangedAndAddedIsFoundWithItsIds() {
    send("parsing", 0, 300);
    settle("parsing");
    database.execute("ALTER TABLE parsing DROP CONSTRAINT parsing_pkey");
    database.execute("DELETE FROM parsing WHERE id IN ('e-3', 'e-4')");
    database.execute("INSERT INTO parsing SELECT * FROM parsing WHERE id = 'e-7'");
    database.execute("UPDATE parsing SET content_hash = content_hash + 1 WHERE id = 'e-8'");
    database.execute("UPDATE parsing SET data = '{\"id\":\"e-9\",\"n\":0}' WHERE id = 'e-9'");
    database.execute(
        "INSERT INTO parsing SELECT tenant, 'mine', type, time, received_at, content_hash, data"
            + " FROM parsing WHERE id = 'e-10'");

    Asking asking = Asking.of(node, "parsing", "pg");

    assertThat(asking.ids(Count.MISSING)).containsExactly("e-3", "e-4");
    assertThat(asking.ids(Count.DOUBLED)).containsExactly("e-7");
    assertThat(asking.ids(Count.CHANGED)).containsExactly("e-8", "e-9");
    assertThat(asking.ids(Count.SURPLUS)).containsExactly("mine");
    assertThat(asking.unexplained()).isEqualTo(6);
    assertThat(asking.addsUp()).as(asking.toString()).isTrue();
    assertThat(asking.report().getBoolean("findingsComplete")).isTrue();
    assertThat(Asking.of(node, "parsing", "duckdb").unexplained()).isZero();
  }

  @Test
  void aMissingEventIsNamedWithItsPlaceInTheLog() {
    Answer answer = node.post("held", "{\"id\":\"gone\"}");
    settle("held");
    database.execute("DELETE FROM held");

    JsonObject finding =
        Asking.of(node, "held", "pg").report().getJsonArray("findings").getJsonObject(0);

    assertThat(answer.json().getString("receipt"))
        .startsWith("held~" + finding.getInteger("partition") + ":" + finding.getLong("offset"));
    assertThat(finding.getString("tenant")).isEqualTo(TENANT);
  }

  @Test
  void eventsThatKeepComingAreNoDifference() {
    var isOver = new AtomicBoolean();
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !isOver.get(); i += 50) {
                // as a sender does, it goes on where it is told to come back later
                node.post("warned", events(i, i + 80));
              }
            },
            Thread::startVirtualThread);
    Eventually.holds("events arrive", SOON, () -> node.ledger("warned").getLong("delivered") > 500);

    for (int i = 0; i < 5; i++) {
      for (String sink : List.of("duckdb", "pg")) {
        Asking asking = Asking.of(node, "warned", sink);
        assertThat(asking.unexplained()).as(asking.toString()).isZero();
      }
    }
    isOver.set(true);
    sending.join();
  }

  @Test
  void deadLettersAndLettersInTiersAreNoDifference() {
    send("counted", 0, 90);
    Eventually.holds(
        "all is settled once",
        SOON,
        () -> node.topic("penstock.picky.retry-5s").records().size() == 30);

    Asking asking = Asking.of(node, "counted", "picky");

    assertThat(asking.unexplained()).as(asking.toString()).isZero();
    assertThat(asking.count(Count.DEAD)).isEqualTo(30);
    assertThat(asking.count(Count.RETRYING)).isEqualTo(30);
    assertThat(asking.count(Count.EXPECTED)).isEqualTo(30);
    assertThat(asking.report().getBoolean("heldCompared")).isFalse();
  }

  @Test
  void deadLettersOfASinkThatShowsWhatItHoldsAreNoDifference() {
    database.execute("ALTER TABLE webhooks ADD CONSTRAINT odd CHECK (data ->> 'id' <> 'e-5')");
    send("webhooks", 0, 10);
    settle("webhooks");

    Asking asking = Asking.of(node, "webhooks", "pg");

    assertThat(asking.count(Count.DEAD)).as(asking.toString()).isEqualTo(1);
    assertThat(asking.unexplained()).isZero();
    assertThat(asking.addsUp()).isTrue();
  }

  @Test
  void aTenantIsCountedAlone() {
    send("segment", 0, 20);
    settle("segment");
    database.execute(
        "INSERT INTO segment SELECT 'other', 'theirs', type, time, received_at, content_hash, data"
            + " FROM segment LIMIT 1");
    var question =
        new JsonObject().put("stream", "segment").put("sink", "pg").put("sinceSeconds", 3_600);

    assertThat(Asking.of(node, question).ids(Count.SURPLUS)).containsExactly("theirs");
    assertThat(Asking.of(node, question.copy().put("tenant", TENANT)).count(Count.ROWS))
        .isEqualTo(20);
    assertThat(Asking.of(node, question.copy().put("tenant", TENANT)).unexplained()).isZero();
    assertThat(Asking.of(node, question.copy().put("tenant", "other")).unexplained()).isEqualTo(1);
  }

  @Test
  void whatIsGoneByItsAgeIsNotLost() {
    Instant now = Instant.now();
    for (int i = 0; i < 15; i++) {
      Instant at = i < 10 ? now.minus(20, ChronoUnit.DAYS) : now;
      assertThat(node.post("timed", "{\"id\":\"e-%d\",\"at\":\"%s\"}".formatted(i, at)).status())
          .isEqualTo(202);
    }
    settle("timed");

    Asking before = Asking.of(node, "timed", "pg");
    database.execute("DELETE FROM timed WHERE time < now() - interval '7 days'");
    Asking after = Asking.of(node, "timed", "pg");

    for (Asking asking : List.of(before, after)) {
      assertThat(asking.unexplained()).as(asking.toString()).isZero();
      assertThat(asking.count(Count.EXPIRED)).isEqualTo(10);
      assertThat(asking.count(Count.EXPECTED)).isEqualTo(5);
      assertThat(asking.addsUp()).as(asking.toString()).isTrue();
    }
    assertThat(after.count(Count.ROWS)).isEqualTo(5);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Eventually.holds(
        "the node has made partitions ahead",
        SOON,
        () -> partitionsOf("timed").contains(partition(today.plusDays(3))));
    assertThat(partitionsOf("timed")).doesNotContain(partition(today.minusDays(20)));
  }

  private static String partition(LocalDate day) {
    return "timed_" + day.toString().replace('-', '_');
  }

  private List<String> partitionsOf(String table) {
    return database
        .rows(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '%s'::regclass"
                .formatted(table))
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  @Test
  void whatTheLogNoLongerHoldsIsNotCompared() throws Exception {
    send("aws", 0, 30);
    settle("aws");
    forget("aws");
    send("aws", 30, 60);
    settle("aws");

    Asking asking = Asking.of(node, "aws", "pg");

    assertThat(asking.unexplained()).as(asking.toString()).isZero();
    assertThat(asking.report().getInstant("since")).isAfter(asking.report().getInstant("asked"));
  }

  @Test
  void recordsThatAreGoneBeforeTheSinkHadThemAreUnexplained() throws Exception {
    send("logs", 0, 10);
    settle("logs");
    database.execute(
        "UPDATE sink_offsets SET next_offset = 0, delivered = 0, repeated = 0 WHERE topic ="
            + " 'logs'");
    forget("logs");

    Asking asking = Asking.of(node, "logs", "pg");

    assertThat(asking.unexplained()).as(asking.toString()).isEqualTo(10);
    assertThat(
            asking.report().getJsonArray("partitions").stream()
                .mapToLong(line -> ((JsonObject) line).getLong("gone"))
                .sum())
        .isEqualTo(10);
  }

  @Test
  void theCommandTellsTheShellWhetherItAddsUp() {
    send("cloudless", 0, 10);
    settle("cloudless");
    assertThat(reconcile("--stream", "cloudless")).isZero();

    database.execute("DELETE FROM cloudless WHERE id = 'e-1'");

    assertThat(reconcile("--stream", "cloudless")).isEqualTo(1);
    assertThat(reconcile("--stream", "cloudless", "--sink", "duckdb")).isZero();
    assertThat(reconcile("--stream", "cloudless", "--difference-max", "1")).isZero();
    assertThat(reconcile("--stream", "nothing")).isEqualTo(75);
  }

  private int reconcile(String... arguments) {
    String url = "http://127.0.0.1:" + node.admin().port();
    return new CommandLine(new PenstockCommand())
        .setOut(new PrintWriter(Writer.nullWriter()))
        .setErr(new PrintWriter(Writer.nullWriter()))
        .execute(
            Stream.of(new String[] {"reconcile", "--url", url}, arguments)
                .flatMap(Stream::of)
                .toArray(String[]::new));
  }

  /** As retention does when its time has come. */
  private void forget(String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()))) {
      for (int i = 0; i < 3; i++) {
        var partition = new TopicPartition(topic, i);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
      }
    }
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    assertThat(ask("{\"stream\":\"nothing\",\"sinceSeconds\":60}").code())
        .isEqualTo("unknown_stream");
    assertThat(ask("{\"stream\":\"open\"}").code()).isEqualTo("bad_request");
    assertThat(ask("{\"stream\":\"open\",\"sinceSeconds\":0}").status()).isEqualTo(400);
    assertThat(ask("[]").status()).isEqualTo(400);
  }

  private Answer ask(String body) {
    return node.admin().post("/admin/v1/reconcile", body, "content-type", "application/json");
  }
}
