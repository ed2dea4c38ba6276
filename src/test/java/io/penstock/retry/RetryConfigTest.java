package io.penstock.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryConfigTest {
  private static final Optional<Duration> NOTHING_ASKED = Optional.empty();

  @Test
  void hasDefaults() {
    RetryConfig config = read(Configuration.ofYaml(""));

    assertThat(config.topicNames())
        .containsExactly(
            "penstock.lake.retry-30s",
            "penstock.lake.retry-5m",
            "penstock.lake.retry-10m",
            "penstock.lake.retry-30m",
            "penstock.lake.retry-1h",
            "penstock.lake.again");
    assertThat(config.attemptsMax()).isEqualTo(10);
    assertThat(config.partitions()).isEqualTo(1);
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            lake:
              retry:
                {topics: mine, tiers: [1s, 90s], attempts-max: 3, partitions: 4, lag-max: 5, share-max: 0.5, rate-min: 6}
            """);

    assertThat(read(configuration))
        .isEqualTo(
            new RetryConfig(
                "mine", List.of(Duration.ofSeconds(1), Duration.ofSeconds(90)), 3, 4, 5, 0.5, 6));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesTiersThatDoNotGrow() {
    Configuration configuration = Configuration.ofYaml("lake: {retry: {tiers: [5m, 30s]}}");
    read(configuration);

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "lake.retry.tiers: at least one is needed, and each must be longer than the one"
                + " before");
  }

  @Test
  void refusesWhatIsNoDuration() {
    Configuration configuration = Configuration.ofYaml("lake: {retry: {tiers: [30s, soon]}}");
    read(configuration);

    assertThat(Complaints.of(configuration))
        .containsExactly("lake.retry.tiers: 'soon' is not a duration such as 250ms, 10s or 5m");
  }

  @Test
  void eachAttemptWaitsLongerThanTheOneBefore() {
    RetryConfig config = read(Configuration.ofYaml("lake: {retry: {tiers: [1s, 2s, 4s]}}"));

    assertThat(delayAfter(config, 1, NOTHING_ASKED)).hasValue(Duration.ofSeconds(1));
    assertThat(delayAfter(config, 3, NOTHING_ASKED)).hasValue(Duration.ofSeconds(4));
    assertThat(delayAfter(config, 9, NOTHING_ASKED)).hasValue(Duration.ofSeconds(4));
    assertThat(delayAfter(config, 10, NOTHING_ASKED)).isEmpty();
  }

  @Test
  void whatTheDestinationAsksForPicksTheShortestTierThatIsNotShorter() {
    RetryConfig config = read(Configuration.ofYaml("lake: {retry: {tiers: [1s, 2s, 4s]}}"));

    assertThat(delayAfter(config, 3, Optional.of(Duration.ofMillis(1_500))))
        .hasValue(Duration.ofSeconds(2));
    assertThat(delayAfter(config, 1, Optional.of(Duration.ofSeconds(4))))
        .hasValue(Duration.ofSeconds(4));
    assertThat(delayAfter(config, 1, Optional.of(Duration.ofHours(1))))
        .hasValue(Duration.ofSeconds(4));
  }

  private static Optional<Duration> delayAfter(
      RetryConfig config, int attempts, Optional<Duration> asked) {
    return config.tierAfter(attempts, asked).map(Tier::delay);
  }

  private static RetryConfig read(Configuration configuration) {
    return RetryConfig.read(configuration.root().section("lake"));
  }
}
