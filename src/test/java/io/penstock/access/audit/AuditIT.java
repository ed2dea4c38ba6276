package io.penstock.access.audit;

import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.Tenants;
import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail of a whole node, whose control database can be tampered with. */
class AuditIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final JsonObject EVERYTHING = new JsonObject().put("all", true);
  private static final JsonObject SINK = new JsonObject().put("sink", "duckdb");

  @TempDir private static Path folder;

  private static PostgresDatabase database;
  private static TestNode node;
  private static Tenants tenants;

  @BeforeAll
  static void start() throws IOException {
    database = PostgresDatabase.fresh();
    Path pepper = Files.writeString(folder.resolve("pepper"), "0123456789abcdef0123456789abcdef");
    node =
        TestNode.start(
            folder,
            "control.url=" + database.url(),
            "control.user=" + PostgresDatabase.USER,
            "access.pepper=${file:" + pepper + "}");
    tenants = new Tenants(node.admin());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void whateverIsChangedIsRecordedWithItsReason() {
    tenants.create("acme");
    tenants.change("acme", new JsonObject().put("tier", "paid").put("why", "they pay"));
    Tenants.Key key = tenants.key("acme", new JsonObject().put("why", "for the shop"));
    Tenants.Key young = tenants.rotate(key.id(), 3_600);
    tenants.revoke(young.id());
    for (String act : List.of("resolve", "discard", "replay")) {
      done("/admin/v1/dead-letters/" + act, selectionOf("acme").put("why", "was mended"));
    }
    done("/admin/v1/dead-letters/rebuild", new JsonObject().put("why", "to be sure"));
    for (String act : List.of("hold", "release", "force")) {
      done("/admin/v1/retries/" + act, SINK.copy().put("why", act + " it"));
    }

    Map<String, String> reasons = new TreeMap<>();
    records("who=ada")
        .forEach(it -> reasons.putIfAbsent(it.getString("action"), it.getString("why")));
    assertThat(reasons)
        .containsEntry("tenants.create", "")
        .containsEntry("tenants.update", "they pay")
        .containsEntry("keys.create", "for the shop")
        .containsEntry("keys.rotate", "")
        .containsEntry("keys.revoke", "")
        .containsEntry("dead-letters.resolve", "was mended")
        .containsEntry("dead-letters.discard", "was mended")
        .containsEntry("dead-letters.replay", "was mended")
        .containsEntry("dead-letters.rebuild", "to be sure")
        .containsEntry("retries.hold", "hold it")
        .containsEntry("retries.release", "release it")
        .containsEntry("retries.force", "force it");
    JsonObject hold = records("action=retries.hold&who=ada").getFirst();
    JsonObject release = records("action=retries.release").getFirst();
    assertThat(hold.getString("beforeHash")).isEmpty();
    assertThat(release.getString("beforeHash")).isNotEmpty().isEqualTo(hold.getString("afterHash"));
    assertThat(release.getString("afterHash")).isEmpty();
    assertThat(records("tenant=acme&action=dead-letters")).hasSize(3);
    assertThat(records("tenant=acme&action=keys"))
        .extracting(record -> record.getString("keyId"))
        .containsExactly(young.id(), young.id(), key.id());
  }

  @Test
  void whatCannotBeRecordedDoesNotHappen() {
    tenants.create("careful");
    Tenants.Key key = tenants.key("careful");
    List<String> before = everything();

    database.execute("ALTER TABLE penstock.audit RENAME TO elsewhere");
    try {
      Map<String, JsonObject> acts =
          Map.of(
              "/admin/v1/tenants",
              new JsonObject().put("id", "careless"),
              "/admin/v1/tenants/careful/update",
              new JsonObject().put("state", "suspended"),
              "/admin/v1/keys",
              new JsonObject().put("tenant", "careful"),
              "/admin/v1/keys/" + key.id() + "/rotate",
              new JsonObject(),
              "/admin/v1/keys/" + key.id() + "/revoke",
              new JsonObject(),
              "/admin/v1/retries/hold",
              SINK,
              "/admin/v1/dead-letters/replay",
              selectionOf("careful"),
              "/admin/v1/dead-letters/rebuild",
              new JsonObject());
      assertThat(acts)
          .allSatisfy(
              (path, act) -> assertThat(tenants.post(path, act).status()).isGreaterThan(499));
    } finally {
      database.execute("ALTER TABLE penstock.elsewhere RENAME TO audit");
    }

    assertThat(everything()).isEqualTo(before);
    assertThat(post(key.bearer()).status()).isEqualTo(202);
    assertThat(node.admin().get("/admin/v1/audit/verify").json().getBoolean("holds")).isTrue();
  }

  @Test
  void whoIsNotLetInIsInTheTrailWithHowOftenAndWithoutTheKey() {
    tenants.create("denied");
    Tenants.Key key = tenants.key("denied");
    tenants.revoke(key.id());
    Tenants.Key signing = tenants.key("denied", new JsonObject().put("signed", true));
    IntStream.range(0, 5).forEach(i -> post(key.bearer()));
    post(signing.bearer());
    post("Bearer " + "made-up-".repeat(4));

    Eventually.holds(
        "the denials are recorded",
        SOON,
        () -> records("action=access.denied&tenant=denied").size() == 2);

    Map<String, JsonObject> byReason = new TreeMap<>();
    records("action=access.denied").forEach(it -> byReason.put(it.getString("object"), it));
    JsonObject revoked = of("revoked", byReason);
    assertThat(revoked.getLong("affected")).isEqualTo(5);
    assertThat(revoked.getString("keyId")).isEqualTo(key.id());
    assertThat(revoked.getString("address")).isEqualTo("127.0.0.1");
    assertThat(revoked.getString("outcome")).isEqualTo("denied");
    assertThat(of("signature_missing", byReason).getString("keyId")).isEqualTo(signing.id());
    assertThat(of("malformed", byReason).getString("keyId")).isEmpty();
    assertThat(byReason.toString())
        .doesNotContain("made-up")
        .doesNotContain(key.secret().substring(22));
  }

  private static JsonObject of(String reason, Map<String, JsonObject> byReason) {
    return Objects.requireNonNull(byReason.get(reason), reason);
  }

  @Test
  void theTopicHasACopyOfAll() {
    tenants.create("copied");
    JsonObject last = records("tenant=copied").getFirst();

    Eventually.holds(
        "it is in the topic",
        SOON,
        () -> node.topic("penstock.audit").values().contains(last.encode()));
    Eventually.holds(
        "nothing is missing there",
        SOON,
        () ->
            node.admin().get("/metrics").text().contains("\npenstock_audit_uncopied_records 0.0"));
  }

  @Test
  void whatCannotBeMeantIsRefusedInWords() {
    assertThat(refused("?since=yesterday"))
        .isEqualTo("since: 'yesterday' is not a time such as 2026-01-31T12:00:00Z");
    assertThat(refused("?before=x")).isEqualTo("before: 'x' is not the number of a record");
    assertThat(refused("?acton=x"))
        .isEqualTo(
            "'acton' is no filter, expected some of [who, action, tenant, since, until, before,"
                + " limit]");
    assertThat(refused("/verify?after=3"))
        .isEqualTo("after: expected with the hash of that record, under hash");
  }

  private static String refused(String question) {
    Answer answer = node.admin().get("/admin/v1/audit" + question);
    assertThat(answer.status()).isEqualTo(422);
    return answer.json().getString("detail");
  }

  private static JsonObject selectionOf(String tenant) {
    return EVERYTHING
        .copy()
        .put("selection", new JsonObject().put("tenant", tenant).put("sink", "duckdb"));
  }

  /** What people can change, as the database has it. */
  private static List<String> everything() {
    return List.of(
        database.rows("SELECT id, state, revision FROM penstock.tenants ORDER BY id").toString(),
        database
            .rows(
                "SELECT id, expires_at_millis, revoked_at_millis FROM penstock.tenant_keys"
                    + " ORDER BY id")
            .toString(),
        database.rows("SELECT * FROM penstock.retry_holds").toString(),
        database.rows("SELECT * FROM penstock.replays").toString(),
        database.rows("SELECT * FROM penstock.dead_letter_index").toString(),
        database.rows("SELECT * FROM penstock.audit_head").toString());
  }

  private static void done(String path, JsonObject act) {
    Answer answer = tenants.post(path, act);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private static Answer post(String bearer) {
    return node.door().post(pathOf("open"), "{\"id\":\"a\"}", "authorization", bearer);
  }

  private static List<JsonObject> records(String filters) {
    JsonArray records =
        node.admin().get("/admin/v1/audit?" + filters).json().getJsonArray("records");
    return records.stream().map(JsonObject.class::cast).toList();
  }
}
