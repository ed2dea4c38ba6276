package io.penstock.ledger.reconcile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.penstock.fixture.OpenSearchIndices;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** OpenSearch lets anybody change a document: it is found by its content. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSearchReconcileIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final OpenSearchIndices indices = OpenSearchIndices.unmade();
  private TestNode node;

  @BeforeAll
  void startNode(@TempDir Path folder) {
    indices.demand(
        "PUT", "/" + indices.prefix() + "open-2020-01-01/_create/old", "{\"id\":\"old\"}");
    node =
        TestNode.start(
            folder,
            "sinks.os.type=opensearch",
            "sinks.os.url=" + indices.url(),
            "sinks.os.index-prefix=" + indices.prefix(),
            "sinks.os.late-after=1d",
            "sinks.os.lifecycle.delete-after=3d",
            "sinks.os.streams=open,parsing,timed",
            "sinks.os.batch.linger=100ms",
            "streams.timed.time=at");
  }

  @AfterAll
  void stopNode() {
    node.close();
  }

  private void send(String stream, Instant time, int from, int to) {
    String events =
        IntStream.range(from, to)
            .mapToObj(i -> "{\"id\":\"e-%d\",\"at\":\"%s\",\"n\":%d}".formatted(i, time, i))
            .collect(joining(",", "[", "]"));
    assertThat(node.post(stream, events).status()).isEqualTo(202);
  }

  private Asking settled(String stream, int records) {
    Eventually.holds(
        "all of " + stream + " is in OpenSearch",
        SOON,
        () -> Asking.of(node, stream, "os").count(Count.WAITING) == 0 && documents(stream) > 0);
    Asking asking = Asking.of(node, stream, "os");
    assertThat(asking.count(Count.RECORDS)).as(asking.toString()).isEqualTo(records);
    return asking;
  }

  private int documents(String stream) {
    return indices.indices(stream).isEmpty() ? 0 : indices.count(stream);
  }

  @Test
  void eventsThatWereSentAgainAreOneDocumentOnEachOfTheirDays() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    send("timed", now, 0, 300);
    send("timed", now, 200, 400);
    send("timed", now.minus(1, ChronoUnit.DAYS), 0, 10);

    Asking asking = settled("timed", 510);

    assertThat(asking.unexplained()).as(asking.toString()).isZero();
    assertThat(asking.count(Count.REPEATED)).isEqualTo(100);
    assertThat(asking.count(Count.ROWS)).isEqualTo(410);
    assertThat(asking.addsUp()).as(asking.toString()).isTrue();
  }

  @Test
  void theNodeDeletesWhatIsOlderThanItIsTold() {
    Eventually.holds(
        "an index of long ago is deleted", SOON, () -> indices.indices("open").isEmpty());
  }

  @Test
  void whatWasDeletedDoubledChangedAndAddedIsFoundWithItsIds() {
    send("parsing", Instant.now(), 0, 300);
    settled("parsing", 300);
    change("_delete_by_query", "e-3", "");
    change("_update_by_query", "e-8", "ctx._source.content_hash = 5L");
    change("_update_by_query", "e-9", "ctx._source.data = 'other'");
    add("e-7", "e-7");
    add("e-10", "mine");

    Asking asking = Asking.of(node, "parsing", "os");

    assertThat(asking.ids(Count.MISSING)).containsExactly("e-3");
    assertThat(asking.ids(Count.DOUBLED)).containsExactly("e-7");
    assertThat(asking.ids(Count.CHANGED)).containsExactly("e-8", "e-9");
    assertThat(asking.ids(Count.SURPLUS)).containsExactly("mine");
    assertThat(asking.unexplained()).isEqualTo(5);
    assertThat(asking.addsUp()).as(asking.toString()).isTrue();
  }

  private void change(String how, String id, String script) {
    var query = new JsonObject("{\"query\":{\"term\":{\"id\":\"%s\"}}}".formatted(id));
    if (!script.isEmpty()) {
      query.put("script", new JsonObject().put("source", script));
    }
    indices.demand(
        "POST", "/%sparsing-*/%s?refresh=true".formatted(indices.prefix(), how), query.encode());
  }

  /** The same document once more, in the index of another day. */
  private void add(String id, String as) {
    JsonObject document =
        indices.documents("parsing").stream()
            .filter(it -> it.getString("id").equals(id))
            .findFirst()
            .orElseThrow();
    indices.demand(
        "PUT",
        "/%sparsing-%s/_create/%s?refresh=true"
            .formatted(indices.prefix(), LocalDate.now(ZoneOffset.UTC).plusDays(1), as),
        document.put("id", as).encode());
  }
}
