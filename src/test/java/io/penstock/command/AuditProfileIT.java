package io.penstock.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Broker;
import io.penstock.fixture.ClickHouseDatabase;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.ForeignClient;
import io.penstock.fixture.Guide;
import io.penstock.fixture.OpenSearchIndices;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import io.penstock.load.process.OpenSearchRequests.Answer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** conf/audit.yaml as it is shipped, but for addresses and a shorter linger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditProfileIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What a search is answered where an index was just made. */
  private static final int INDEX_NOT_YET_READY = 503;

  private static final String STREAM = "audit-events";
  private static final String TOPIC = "audit.events.v1";
  private static final String PAGE = "docs/audit.md";

  /** One of the columns and one of the fields has a type that not every event fits. */
  private static final String TABLE =
      """
      CREATE TABLE db.audit_events (tenant LowCardinality(String), id String,
        type LowCardinality(String), time DateTime64(6, 'UTC'), received_at DateTime64(6, 'UTC'),
        content_hash Int64, data String, extra JSON, amount Nullable(Int64),
        _topic LowCardinality(String), _partition UInt32, _offset UInt64, _version UInt64)
      ENGINE = ReplacingMergeTree(_version) ORDER BY (tenant, time, id)\
      """;

  private static final String TEMPLATE =
      """
      {"index_patterns": ["audit-events-*"], "priority": 200, "template": {"mappings":
        {"dynamic": false, "properties": {"@timestamp": {"type": "date"},
          "tenant": {"type": "keyword"}, "id": {"type": "keyword"}, "type": {"type": "keyword"},
          "received_at": {"type": "date_nanos"}, "content_hash": {"type": "long"},
          "topic": {"type": "keyword"}, "partition": {"type": "integer"},
          "offset": {"type": "long"},
          "data": {"type": "keyword", "index": false, "doc_values": false},
          "event": {"dynamic": false, "properties": {"amount": {"type": "long"}}}}}}}\
      """;

  private final ClickHouseDatabase clickHouse = ClickHouseDatabase.unmade();
  private final OpenSearchIndices openSearch = new OpenSearchIndices("");
  private final Instant now = Instant.now();
  private ForeignClient client;
  private TestNode node;

  @BeforeAll
  void start(@TempDir Path folder) {
    clickHouse.execute("CREATE DATABASE " + clickHouse.name());
    clickHouse.execute(TABLE);
    openSearch.demand("PUT", "/_index_template/penstock-audit-events", TEMPLATE);
    ForeignClient.makes(TOPIC, 3, Map.of());
    client = ForeignClient.of(TOPIC);
    node =
        TestNode.startWith(
            Path.of("conf/audit.yaml"),
            folder,
            "log.bootstrap-servers=" + Broker.bootstrapServers(),
            "sinks.clickhouse.url=" + clickHouse.url(),
            "sinks.clickhouse.database=" + clickHouse.name(),
            "sinks.clickhouse.batch.linger=200ms",
            "sinks.opensearch.url=" + openSearch.url(),
            "sinks.opensearch.batch.linger=200ms");
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
    openSearch.demand("DELETE", "/_index_template/penstock-audit-events", "");
  }

  private String event(String id, String more) {
    return "{ \"event_id\": \"%s\",\"event_type\":\"user.login\", \"timestamp\":\"%s\",%s}"
        .formatted(id, now, more);
  }

  private String event(String id) {
    return event(id, "\"amount\": 1.0e0, \"actor\":\"Zo\u00EB\"");
  }

  private List<List<Object>> rows(String id) {
    return clickHouse.rows("SELECT data, type FROM db.audit_events WHERE id = '" + id + "'");
  }

  private List<JsonObject> hits(String id) {
    openSearch.demand("POST", "/audit-events-*/_refresh", "");
    JsonObject query =
        new JsonObject().put("query", new JsonObject().put("term", new JsonObject().put("id", id)));
    Answer answer = openSearch.ask("POST", "/audit-events-*/_search", query.encode());
    if (answer.status() == INDEX_NOT_YET_READY) {
      return List.of();
    }
    assertThat(answer.isRefusal()).as(answer.text()).isFalse();
    return answer.json().getJsonObject("hits").getJsonArray("hits").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private JsonObject hit(String id) {
    return hits(id).getFirst();
  }

  private List<List<Object>> documents(String id) {
    return hits(id).stream()
        .map(hit -> hit.getJsonObject("_source"))
        .map(source -> List.<Object>of(source.getString("data"), source.getString("type")))
        .toList();
  }

  private void isInBoth(String id, String bytes) {
    List<List<Object>> once = List.of(List.of(bytes, "user.login"));
    Eventually.holds(id + " is in ClickHouse", SOON, () -> !rows(id).isEmpty());
    Eventually.holds(id + " is in OpenSearch", SOON, () -> !documents(id).isEmpty());
    assertThat(rows(id)).isEqualTo(once);
    assertThat(documents(id)).isEqualTo(once);
  }

  private List<ConsumerRecord<byte[], byte[]>> lettersOf(String value) {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter : Broker.read("audit.events.dlq").records()) {
      if (letter.value() != null && new String(letter.value(), UTF_8).equals(value)) {
        letters.add(letter);
      }
    }
    return letters;
  }

  private ConsumerRecord<byte[], byte[]> letterOf(String value, String sink) {
    Eventually.holds("both sinks have a letter of it", SOON, () -> lettersOf(value).size() == 2);
    return lettersOf(value).stream()
        .filter(letter -> Topic.header(letter, "penstock-sink").equals(sink))
        .findFirst()
        .orElseThrow();
  }

  private JsonObject reconciled(String sink, int exitCode) {
    Run run =
        Run.of(
            new ReconcileCommand(),
            "--stream",
            STREAM,
            "--sink",
            sink,
            "--since",
            "1h",
            "--json",
            "--url",
            "http://127.0.0.1:" + node.admin().port());
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    return new JsonObject(run.out());
  }

  @Test
  void anEventThatIsPostedAndOneOfAForeignClientAreFoundInBothSinks() {
    String foreign = event("foreign");
    String posted = event("posted");

    client.writes(foreign);
    assertThat(node.post(STREAM, posted).status()).isEqualTo(202);

    isInBoth("foreign", foreign);
    isInBoth("posted", posted);
  }

  @Test
  void anEventThatASinkRefusesIsADeadLetterWithTheDeepestReasonAndItsNeighboursAreDelivered() {
    String refused = event("refused", "\"amount\":\"a lot\"");

    client.writes(event("before"), refused, event("behind"));

    isInBoth("before", event("before"));
    isInBoth("behind", event("behind"));
    var ofClickHouse = letterOf(refused, "clickhouse");
    assertThat(Topic.header(ofClickHouse, "penstock-error-path")).isEqualTo("amount");
    assertThat(Topic.header(ofClickHouse, "penstock-error-message"))
        .isEqualTo("the value of amount is no number");
    var ofOpenSearch = letterOf(refused, "opensearch");
    assertThat(Topic.header(ofOpenSearch, "penstock-error-path")).isEqualTo("event.amount");
    assertThat(Topic.header(ofOpenSearch, "penstock-error-message"))
        .isEqualTo(
            "the value of event.amount is no long: illegal_argument_exception: For input string");
    assertThat(rows("refused")).isEmpty();
    assertThat(documents("refused")).isEmpty();
  }

  @Test
  void aRecordThatIsNoJsonIsADeadLetterOfEachSink() {
    client.writesWith("key", "no JSON", "their-header", "theirs");

    for (String sink : List.of("clickhouse", "opensearch")) {
      var letter = letterOf("no JSON", sink);
      assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
      assertThat(Topic.header(letter, "their-header")).isEqualTo("theirs");
      assertThat(Topic.header(letter, "penstock-error-class")).isEqualTo("unreadable");
      assertThat(Topic.header(letter, "penstock-origin-topic")).isEqualTo(TOPIC);
    }
  }

  @Test
  void whatIsDeletedAndDoubledByHandIsFoundByReconcilingAndByTheStatementsOfThePage() {
    client.writes(event("kept"), event("deleted"), event("doubled"));
    List.of("kept", "deleted", "doubled").forEach(id -> isInBoth(id, event(id)));
    assertThat(reconciled("clickhouse", 0).getLong("unexplained")).isZero();
    assertThat(reconciled("opensearch", 0).getLong("unexplained")).isZero();

    deleteAndDoubleInClickHouse();
    deleteAndDoubleInOpenSearch();

    for (String sink : List.of("clickhouse", "opensearch")) {
      JsonObject account = reconciled(sink, 1);
      assertThat(account.getLong("unexplained")).as(account.encode()).isEqualTo(2);
      assertThat(findings(account)).containsExactlyInAnyOrder("missing deleted", "doubled doubled");
    }
    thePageFindsTheDoubleInClickHouse();
    thePageFindsTheDoubleInOpenSearch();
  }

  private void deleteAndDoubleInClickHouse() {
    clickHouse.execute("DELETE FROM db.audit_events WHERE id = 'deleted'");
    clickHouse.execute("SYSTEM STOP MERGES db.audit_events");
    clickHouse.execute(
        "INSERT INTO db.audit_events SELECT * FROM db.audit_events WHERE id = 'doubled'");
  }

  private void deleteAndDoubleInOpenSearch() {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String deleted = hit("deleted").getString("_id");
    JsonObject doubled = hit("doubled");
    openSearch.demand("DELETE", "/audit-events-%s/_doc/%s".formatted(day, deleted), "");
    openSearch.demand(
        "PUT",
        "/audit-events-%s/_create/%s".formatted(day.minusDays(1), doubled.getString("_id")),
        doubled.getJsonObject("_source").encode());
  }

  private static List<String> findings(JsonObject account) {
    return account.getJsonArray("reports").stream()
        .flatMap(report -> ((JsonObject) report).getJsonArray("findings").stream())
        .map(JsonObject.class::cast)
        .map(finding -> finding.getString("what") + " " + finding.getString("id"))
        .toList();
  }

  private void thePageFindsTheDoubleInClickHouse() {
    assertThat(statement("duplicates"))
        .extracting(row -> row.subList(1, 5))
        .containsExactly(List.of("doubled", 2, 1, 1));
    long events = statement("hours").stream().mapToLong(row -> whole(row.get(1))).sum();
    long offsets = statement("offsets").stream().mapToLong(row -> whole(row.get(4))).sum();
    assertThat(events).isEqualTo(offsets).isPositive();
  }

  private static long whole(Object number) {
    return ((Number) number).longValue();
  }

  private List<List<Object>> statement(String name) {
    return clickHouse.rows(
        Guide.block(PAGE, "clickhouse-" + name).replace("audit_events", "db.audit_events").strip());
  }

  private void thePageFindsTheDoubleInOpenSearch() {
    JsonObject twice = buckets("duplicates", "ids").getFirst();
    assertThat(twice.getString("key")).isEqualTo("doubled");
    assertThat(twice.getJsonObject("indices").getJsonArray("buckets")).hasSize(2);
    assertThat(buckets("hours", "hours")).isNotEmpty();
    assertThat(buckets("offsets", "partitions"))
        .extracting(bucket -> bucket.getString("key_as_string"))
        .contains(TOPIC + "|0");
  }

  private List<JsonObject> buckets(String name, String aggregation) {
    String[] block = Guide.block(PAGE, "opensearch-" + name).split("\\n", 2);
    String[] request = block[0].split(" ", 2);
    return openSearch
        .demand(request[0], request[1], block[1])
        .json()
        .getJsonObject("aggregations")
        .getJsonObject(aggregation)
        .getJsonArray("buckets")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }
}
