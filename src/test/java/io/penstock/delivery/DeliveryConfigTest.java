package io.penstock.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.retry.RetryConfig;
import io.penstock.sink.BatchSize;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryConfigTest {
  private static final List<String> STREAMS = List.of("events", "orders");

  @Test
  void takesEveryStreamAndTypeUnlessToldOtherwise() {
    assertThat(DeliveryConfig.read(lake(Configuration.ofYaml("")), STREAMS, BatchSize.PROMPT))
        .isEqualTo(
            new DeliveryConfig(
                "lake",
                "penstock.lake",
                1,
                STREAMS,
                Set.of(),
                10_000,
                8 << 20,
                Duration.ofMillis(200),
                128 << 20,
                5,
                new RetryConfig(
                    "penstock.lake",
                    List.of(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1)),
                    10,
                    1,
                    100_000,
                    0.2,
                    1_000)));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            lake:
              group: mine
              instances: 2
              streams: [orders]
              types: [paid, sent]
              batch: {events-max: 5, bytes-max: 2KB, linger: 1s, memory-max: 2MB, attempts-max: 7}
              retry: {topics: again, tiers: [1s, 1m], attempts-max: 3, partitions: 2}
            """);

    assertThat(DeliveryConfig.read(lake(configuration), STREAMS, BatchSize.PROMPT))
        .isEqualTo(
            new DeliveryConfig(
                "lake",
                "mine",
                2,
                List.of("orders"),
                Set.of("paid", "sent"),
                5,
                2_048,
                Duration.ofSeconds(1),
                2 << 20,
                7,
                new RetryConfig(
                    "again",
                    List.of(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    3,
                    2,
                    100_000,
                    0.2,
                    1_000)));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            lake:
              instances: 0
              batch: {events-max: 0, bytes-max: 1B, linger: 6m}
            """);

    DeliveryConfig.read(lake(configuration), STREAMS, BatchSize.PROMPT);

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "lake.batch.bytes-max: 1B is not between 1KB and 256MB",
            "lake.batch.events-max: 0 is not between 1 and 1000000",
            "lake.batch.linger: 6m is not between 0s and 5m",
            "lake.instances: 0 is not between 1 and 64");
  }

  private static Section lake(Configuration configuration) {
    return configuration.root().section("lake");
  }
}
