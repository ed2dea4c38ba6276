package io.penstock.ingest.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.ClickHouseDatabase;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own metrics can be asked for where the events are. */
class MetricsIngestIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String MANY_AT_ONCE =
      "SELECT time FROM \"internal-metrics\" GROUP BY time HAVING count(*) > 100";

  private final ClickHouseDatabase database = ClickHouseDatabase.unmade();

  @Test
  void metricsOfTheNodeLandInTheTableOfTheirStream(@TempDir Path folder) {
    try (TestNode node =
        TestNode.start(
            folder,
            "streams.internal-metrics.kind=metrics",
            "streams.internal-metrics.topic=metrics-of-this-test",
            "metrics.stream=internal-metrics",
            "metrics.every=1s",
            "sinks.ch.type=clickhouse",
            "sinks.ch.url=" + database.url(),
            "sinks.ch.database=" + database.name(),
            "sinks.ch.streams=internal-metrics",
            "sinks.ch.batch.linger=100ms")) {
      node.post("open", "[{\"id\":\"1\"},{\"id\":\"2\"}]");

      Eventually.holds("what was accepted is in the table", SOON, () -> accepted() == 2);

      assertThat(
              database
                  .rows(
                      """
                      SELECT DISTINCT type, node, value FROM db.internal_metrics
                      WHERE name = 'penstock_build_info' AND labels.version IS NOT NULL\
                      """)
                  .getFirst())
          .isEqualTo(List.of("gauge", "test", 1));
      Eventually.holds(
          "the other sink has them too",
          SOON,
          () ->
              node.query(
                      "SELECT count(DISTINCT name) > 50 FROM \"internal-metrics\" WHERE name LIKE"
                          + " 'penstock_%' OR name LIKE 'jvm_%'")
                  .getFirst()
                  .getBoolean(0));
    }
  }

  @Test
  void moreSeriesThanAStreamTakesAtOnceBecomeSeveralPartsAndNoneIsLost(@TempDir Path folder) {
    try (TestNode node =
        TestNode.start(
            folder,
            "streams.internal-metrics.kind=metrics",
            "streams.internal-metrics.events-max=7",
            "metrics.stream=internal-metrics",
            "metrics.every=1s")) {
      List<String> counters =
          node.admin()
              .get("/metrics")
              .text()
              .lines()
              .filter(line -> line.matches("penstock_[a-z_]+_total[ {].*"))
              .map(line -> line.substring(0, line.indexOf("_total")) + "_total")
              .distinct()
              .toList();

      Eventually.holds(
          "every counter of a scrape is there",
          SOON,
          () -> names(node).containsAll(counters) && !node.query(MANY_AT_ONCE).isEmpty());

      assertThat(counters).hasSizeGreaterThan(7);
      assertThat(node.ledger("internal-metrics").getLong("unexplained")).isZero();
    }
  }

  private static List<String> names(TestNode node) {
    return node.query("SELECT DISTINCT name FROM \"internal-metrics\"").stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private double accepted() {
    return ((Number)
            database
                .rows(
                    """
                    SELECT ifNull(max(value), 0) FROM db.internal_metrics
                    WHERE name = 'penstock_events_accepted_total' AND labels.stream = 'open'\
                    """)
                .getFirst()
                .getFirst())
        .doubleValue();
  }
}
