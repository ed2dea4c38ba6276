package io.penstock.ledger.reconcile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.ClickHouseDatabase;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** ClickHouse keeps several rows of one key until it merges them: which of these are lawful. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseReconcileIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final ClickHouseDatabase database = ClickHouseDatabase.unmade();
  private TestNode node;

  @BeforeAll
  void startNode(@TempDir Path folder) {
    node =
        TestNode.start(
            folder,
            "sinks.ch.type=clickhouse",
            "sinks.ch.url=" + database.url(),
            "sinks.ch.database=" + database.name(),
            "sinks.ch.streams=open,parsing,timed",
            "sinks.ch.batch.linger=100ms",
            "streams.timed.time=at");
  }

  @AfterAll
  void stopNode() {
    node.close();
  }

  private void send(String stream, int from, int to) {
    String events =
        IntStream.range(from, to)
            .mapToObj(
                i -> "{\"id\":\"e-%d\",\"at\":\"2024-05-06T07:08:09Z\",\"n\":%d}".formatted(i, i))
            .collect(joining(",", "[", "]"));
    assertThat(node.post(stream, events).status()).isEqualTo(202);
  }

  private void settle(String stream, int records) {
    Eventually.holds(
        "all of " + stream + " is in ClickHouse",
        SOON,
        () -> Asking.of(node, stream, "ch").count(Count.EXPECTED) == records);
  }

  @Test
  void eventsThatWereSentTwiceAreOneRowOrLawfullySeveral() {
    send("timed", 0, 300);
    send("timed", 200, 400);
    settle("timed", 400);

    Asking asking = Asking.of(node, "timed", "ch");

    assertThat(asking.unexplained()).as(asking.toString()).isZero();
    assertThat(asking.count(Count.REPEATED)).isEqualTo(100);
    assertThat(asking.count(Count.ROWS)).isEqualTo(400);
    assertThat(asking.addsUp()).as(asking.toString()).isTrue();
  }

  @Test
  void whatWasDeletedDoubledChangedAndAddedIsFoundWithItsIds() {
    send("parsing", 0, 300);
    settle("parsing", 300);
    database.execute("DELETE FROM db.parsing WHERE id IN ('e-3', 'e-4')");
    mutate("UPDATE content_hash = content_hash + 1 WHERE id = 'e-8'");
    mutate("UPDATE data = '{\"id\":\"e-9\",\"n\":0}' WHERE id = 'e-9'");
    database.execute("SYSTEM STOP MERGES db.parsing");
    database.execute("INSERT INTO db.parsing SELECT * FROM db.parsing WHERE id = 'e-7'");
    database.execute(
        """
        INSERT INTO db.parsing SELECT * REPLACE ('mine' AS id, 9999 AS _offset)
        FROM (SELECT * FROM db.parsing WHERE id = 'e-10')\
        """);

    Asking asking = Asking.of(node, "parsing", "ch");

    assertThat(asking.ids(Count.MISSING)).containsExactly("e-3", "e-4");
    assertThat(asking.ids(Count.DOUBLED)).containsExactly("e-7");
    assertThat(asking.ids(Count.CHANGED)).containsExactly("e-8", "e-9");
    assertThat(asking.ids(Count.SURPLUS)).containsExactly("mine");
    assertThat(asking.unexplained()).isEqualTo(6);
    assertThat(asking.addsUp()).as(asking.toString()).isTrue();
  }

  private void mutate(String change) {
    database.execute("ALTER TABLE db.parsing " + change + " SETTINGS mutations_sync = 2");
  }
}
