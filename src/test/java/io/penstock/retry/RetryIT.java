package io.penstock.retry;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event that a sink wants later, on its whole way through a node. */
class RetryIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void whatASinkWantsLaterComesLaterAndWhatItNeverTakesIsADeadLetter() {
    try (TestNode node =
        TestNode.start(
            folder,
            "sinks.picky.type=blackhole",
            "sinks.picky.streams=counted",
            "sinks.picky.hold-for=1s",
            "sinks.picky.script=stored+later+never,delivered",
            "sinks.picky.retry.tiers=1s",
            "streams.counted.events-max=100")) {
      assertThat(node.post("counted", events(90)).status()).isEqualTo(202);

      Eventually.holds("all is somewhere", SOON, () -> isSettled(node));

      int later = node.topic("penstock.picky.retry-1s").values().size();
      int never = node.topic("counted.dlq").values().size();
      assertThat(later).isPositive();
      assertThat(never).isPositive();
      assertThat(node.topic("penstock.picky.again").values()).hasSize(later);
      assertThat(counted(node, "penstock_retries_total")).isEqualTo(later);
      assertThat(counted(node, "penstock_events_dead_lettered_total")).isEqualTo(never);
      assertThat(counted(node, "penstock_events_delivered_total")).isEqualTo(90 - never);
    }
  }

  /** On the clock, with the first tier as it comes: not before it is due, and soon after. */
  @Test
  void whatIsDueInThirtySecondsComesBetweenThirtyAndThirtyThree() {
    try (TestNode node =
        TestNode.start(
            folder,
            "sinks.picky.type=blackhole",
            "sinks.picky.streams=counted",
            "sinks.picky.script=later,delivered")) {
      assertThat(node.post("counted", events(1)).status()).isEqualTo(202);
      Eventually.holds("it waits", SOON, () -> counted(node, "penstock_retries_total") == 1);
      long waitsSinceMillis =
          node.topic("penstock.picky.retry-30s").records().getFirst().timestamp();

      Eventually.holds(
          "it is delivered", SOON, () -> counted(node, "penstock_events_delivered_total") == 1);

      assertThat(Duration.ofMillis(System.currentTimeMillis() - waitsSinceMillis))
          .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(33));
    }
  }

  private static boolean isSettled(TestNode node) {
    return counted(node, "penstock_events_delivered_total")
            + counted(node, "penstock_events_dead_lettered_total")
        == 90;
  }

  private static long counted(TestNode node, String metric) {
    String scrape = node.admin().get("/metrics").text();
    return scrape
        .lines()
        .filter(line -> line.startsWith(metric + "{") && line.contains("sink=\"picky\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new JsonObject().put("id", "retry-" + i).encode())
        .collect(joining(",", "[", "]"));
  }
}
