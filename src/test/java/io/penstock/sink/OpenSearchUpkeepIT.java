package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.FaultyHttp;
import io.penstock.fixture.OpenSearchIndices;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.opensearch.OpenSearchSink;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of real indices as they grow old. */
class OpenSearchUpkeepIT {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final OpenSearchIndices indices = OpenSearchIndices.unmade();
  private final List<Upkeep> made = new ArrayList<>();

  private Upkeep upkeep(String url, String more) {
    String yaml = "url: %s\nindex-prefix: %s\n%s\n".formatted(url, indices.prefix(), more);
    Upkeep upkeep =
        OpenSearchSink.TYPE
            .reader()
            .apply(Configuration.ofYaml(yaml).root())
            .upkeep(new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused")))
            .orElseThrow();
    made.add(upkeep);
    return upkeep;
  }

  private Upkeep upkeep(String lifecycle) {
    return upkeep(indices.url(), "lifecycle: {" + lifecycle + "}");
  }

  @AfterEach
  void close() {
    made.forEach(Upkeep::close);
  }

  /** With so many documents, each of which is a segment of its own at first. */
  private void index(String name, int documents) {
    for (int i = 0; i < documents; i++) {
      indices.demand(
          "POST", "/" + indices.prefix() + name + "/_doc?refresh=true", "{\"id\":\"" + i + "\"}");
    }
  }

  private List<String> names() {
    return indices.indices("open").stream()
        .map(name -> name.substring(indices.prefix().length()))
        .toList();
  }

  private int segments(String name) {
    return indices
        .demand("GET", "/" + indices.prefix() + name + "/_stats/segments", "")
        .json()
        .getJsonObject("_all")
        .getJsonObject("primaries")
        .getJsonObject("segments")
        .getInteger("count");
  }

  @Test
  void anIndexIsMergedADayAfterItsDayAndDeletedSevenDaysAfter() {
    index("open-2026-11-13", 1);
    index("open-2026-11-14", 1);
    index("open-2026-11-15", 1);
    indices.demand(
        "PUT",
        "/" + indices.prefix() + "open-2026-11-13/_settings",
        "{\"index.blocks.read_only\":true}");
    index("open-2026-11-20", 3);
    index("open-2026-11-21", 3);
    index("open-2026-11-22", 3);
    index("open-late-2026-11-01", 1);
    index("open-2026-11", 1);
    Upkeep upkeep = upkeep("force-merge-after: 1d, delete-after: 7d");

    assertThat(upkeep.step(NOW)).contains("deleted " + indices.prefix() + "open-2026-11-14");
    assertThat(upkeep.step(NOW)).contains("began to merge " + indices.prefix() + "open-2026-11-20");
    Eventually.holds("it is merged", SOON, () -> segments("open-2026-11-20") == 1);

    assertThatThrownBy(() -> upkeep.step(NOW))
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("index read-only (api)");
    assertThat(segments("open-2026-11-21")).isEqualTo(3);
    assertThat(names())
        .containsExactly(
            "open-2026-11",
            "open-2026-11-13",
            "open-2026-11-15",
            "open-2026-11-20",
            "open-2026-11-21",
            "open-2026-11-22",
            "open-late-2026-11-01");
  }

  @Test
  void anIndexIsDeletedOnlyWhenItIsKeptElsewhere() {
    String repository = indices.prefix() + "attic";
    Path location = indices.repositories().resolve(repository);
    index("open-2026-11-01", 2);
    Upkeep upkeep = upkeep("delete-after: 7d, snapshot-repository: " + repository);

    assertThatThrownBy(() -> upkeep.step(NOW))
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining(repository);
    assertThat(names()).containsExactly("open-2026-11-01");

    indices.demand(
        "PUT",
        "/_snapshot/" + repository,
        new JsonObject()
            .put("type", "fs")
            .put("settings", new JsonObject().put("location", location.toString()))
            .encode());
    assertThat(upkeep.step(NOW)).hasValueSatisfying(what -> assertThat(what).contains("snapshot"));
    assertThat(indices.ask("POST", "/" + indices.prefix() + "open-2026-11-01/_doc", "{}").status())
        .as("nothing is written to it that the snapshot does not hold")
        .isEqualTo(403);
    Eventually.holds(
        "it is deleted",
        SOON,
        () -> upkeep.step(NOW).filter(what -> what.startsWith("deleted")).isPresent());
    assertThat(names()).isEmpty();

    String snapshot =
        indices
            .demand("GET", "/_snapshot/" + repository + "/_all", "")
            .json()
            .getJsonArray("snapshots")
            .getJsonObject(0)
            .getString("snapshot");
    assertThat(snapshot).startsWith("penstock-" + indices.prefix() + "open-2026-11-01-");
    indices.demand(
        "POST",
        "/_snapshot/%s/%s/_restore?wait_for_completion=true".formatted(repository, snapshot),
        "");
    assertThat(indices.count("open")).isEqualTo(2);
  }

  @Test
  void aDataStreamGetsANewIndexADayAndLosesItsOldOnes() {
    try (var way = new FaultyHttp(indices.url(), query -> false);
        Sink sink = sink()) {
      long ahead = Instant.now().plus(Duration.ofDays(100)).getEpochSecond();
      way.plays(
          "/_cat/health",
          request -> new FaultyHttp.Said(200, "[{\"epoch\":\"%d\"}]".formatted(ahead)));
      Upkeep upkeep = upkeep(way.url(), "indices: data-stream\nlifecycle: {delete-after: 2d}");
      sink.open();
      sink.write(sink.encode(Range.of(Range.OPEN, Checkpoint.at(0), Range.many(10, "e"))));
      indices.refresh();
      Instant now = Instant.now();

      assertThat(upkeep.step(now)).isEmpty();
      assertThat(upkeep.step(now.plus(Duration.ofDays(1))))
          .contains("began a new index of " + indices.prefix() + "open");
      assertThat(upkeep.step(now.plus(Duration.ofDays(1)))).isEmpty();
      assertThat(upkeep.step(now.plus(Duration.ofDays(4))))
          .contains("deleted .ds-" + indices.prefix() + "open-000001");
      assertThat(indices.count("open")).isZero();
    }
  }

  private Sink sink() {
    String yaml =
        "url: %s\nindex-prefix: %s\nindices: data-stream"
            .formatted(indices.url(), indices.prefix());
    return OpenSearchSink.TYPE
        .reader()
        .apply(Configuration.ofYaml(yaml).root())
        .make(new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused")));
  }

  /** No plugin can be had for the node of the tests: what is said to it is what its guide says. */
  @Test
  void whereThePluginIsItIsToldOnceAndDoesTheRest() {
    List<JsonObject> policies = new ArrayList<>();
    List<String> added = new ArrayList<>();
    try (var way = new FaultyHttp(indices.url(), query -> false)) {
      way.plays(
          "/_plugins/_ism/",
          request -> {
            if (request.method().equals("PUT")) {
              policies.add(new JsonObject(request.body()));
            } else if (request.method().equals("POST")) {
              added.add(request.path());
            }
            if (request.path().contains("/explain/")) {
              return new FaultyHttp.Said(200, explained(added));
            }
            boolean isMissing = request.path().contains("penstock-") && policies.isEmpty();
            return new FaultyHttp.Said(isMissing ? 404 : 200, "{}");
          });
      index("open-2026-11-01", 1);
      Upkeep upkeep = upkeep(way.url(), "lifecycle: {force-merge-after: 1d, delete-after: 7d}");

      assertThat(upkeep.step(NOW))
          .hasValueSatisfying(what -> assertThat(what).contains("index management"));
      assertThat(upkeep.step(NOW))
          .hasValueSatisfying(what -> assertThat(what).contains("open-2026-11-01"));
      assertThat(upkeep.step(NOW)).isEmpty();
    }
    assertThat(names()).containsExactly("open-2026-11-01");
    assertThat(added).containsExactly("/_plugins/_ism/add/" + indices.prefix() + "open-2026-11-01");
    JsonArray states = policies.getFirst().getJsonObject("policy").getJsonArray("states");
    assertThat(states.stream().map(state -> ((JsonObject) state).getString("name")))
        .containsExactly("hot", "merged", "deleted");
    assertThat(states.encode())
        .contains("{\"state_name\":\"merged\",\"conditions\":{\"min_index_age\":\"2d\"}}")
        .contains("{\"state_name\":\"deleted\",\"conditions\":{\"min_index_age\":\"9d\"}}")
        .contains("{\"force_merge\":{\"max_num_segments\":1}}")
        .contains("{\"delete\":{}}");
  }

  /** One index of ours, and one of others that begins like ours. */
  private String explained(List<String> added) {
    String policy = "index.plugins.index_state_management.policy_id";
    return new JsonObject()
        .put(
            indices.prefix() + "open-2026-11-01",
            new JsonObject().put(policy, added.isEmpty() ? null : "penstock-open"))
        .put(indices.prefix() + "open-2026-tickets-1", new JsonObject().putNull(policy))
        .put("total_managed_indices", added.size())
        .encode();
  }

  @Test
  void thereIsNothingToDoWhereNothingIsSaid() {
    Optional<Upkeep> none =
        OpenSearchSink.TYPE
            .reader()
            .apply(Configuration.ofYaml("url: " + indices.url()).root())
            .upkeep(new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused")));

    assertThat(none).isEmpty();
  }
}
