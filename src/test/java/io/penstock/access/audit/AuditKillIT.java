package io.penstock.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.Tenants;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PenstockProcess;
import io.penstock.fixture.Topic;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed while people change things. */
class AuditKillIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int PEOPLE = 4;
  private static final int ACTS_MIN = 200;

  @TempDir private Path folder;

  /** What was answered with 200, as "action of what". */
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  @Test
  void whatWasChangedIsRecordedAndWhatIsRecordedWasChanged() {
    try (var node = PenstockProcess.start(folder);
        var people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> acting =
          IntStream.range(0, PEOPLE)
              .<Future<?>>mapToObj(person -> people.submit(() -> act(person, node)))
              .toList();
      Eventually.holds("so much was changed", SOON, () -> answered.size() >= ACTS_MIN);
      node.kill();
      Eventually.holds(
          "nobody acts any more", SOON, () -> acting.stream().allMatch(Future::isDone));
    }

    try (var node = PenstockProcess.start(folder)) {
      List<JsonObject> records = all(node, "/admin/v1/audit", "records");
      Set<String> recorded = new TreeSet<>();
      records.forEach(record -> recorded.add(record.getString("action") + " " + object(record)));

      assertThat(recorded).hasSameSizeAs(records).isEqualTo(changes(node));
      assertThat(recorded).containsAll(answered);
      assertThat(node.admin().get("/admin/v1/audit/verify").json().getBoolean("holds")).isTrue();
      assertThat(secrets).isNotEmpty();
      assertThat(records.toString()).doesNotContain(secrets.toArray(String[]::new));
      copyIsComplete(node, records.size());
    }
  }

  /** Makes tenants, gives each a key and revokes it, until nobody answers. */
  private void act(int person, PenstockProcess node) {
    var tenants = new Tenants(node.admin());
    try {
      for (int i = 0; ; i++) {
        String tenant = "t-%d-%d".formatted(person, i);
        tenants.create(tenant);
        answered.add("tenants.create " + tenant);
        Tenants.Key key = tenants.key(tenant);
        secrets.add(key.secret().substring(22));
        answered.add("keys.create " + key.id());
        tenants.revoke(key.id());
        answered.add("keys.revoke " + key.id());
      }
    } catch (RuntimeException itIsGone) {
      // as it should be
    }
  }

  private static String object(JsonObject record) {
    return record.getString("action").startsWith("keys")
        ? record.getString("keyId")
        : record.getString("tenant");
  }

  /** What is there, as the acts that it takes. */
  private static Set<String> changes(PenstockProcess node) {
    Set<String> changes = new TreeSet<>();
    for (JsonObject tenant : all(node, "/admin/v1/tenants", "tenants")) {
      changes.add("tenants.create " + tenant.getString("id"));
    }
    for (JsonObject key : all(node, "/admin/v1/keys", "keys")) {
      changes.add("keys.create " + key.getString("id"));
      if (key.getString("state").equals("revoked")) {
        changes.add("keys.revoke " + key.getString("id"));
      }
    }
    return changes;
  }

  private static List<JsonObject> all(PenstockProcess node, String path, String member) {
    return node.admin().get(path + "?limit=1000").json().getJsonArray(member).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static void copyIsComplete(PenstockProcess node, int records) {
    Eventually.holds("all is copied", SOON, () -> firstCopies(node).size() == records);

    assertThat(firstCopies(node))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, records).mapToObj(i -> i).toList());
  }

  /** The numbers of the records in the topic, each where it came first. */
  private static List<Integer> firstCopies(PenstockProcess node) {
    return Topic.read(node.bootstrapServers(), "penstock.audit").values().stream()
        .map(value -> new JsonObject(value).getInteger("seq"))
        .distinct()
        .toList();
  }
}
