package io.penstock.retry;

import io.penstock.config.Section;
import io.penstock.config.Units;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of a sink's configuration under {@code retry}.
 *
 * @param topics what the names of its topics begin with
 * @param delays how long each tier waits, the shortest first
 * @param attemptsMax so many attempts in vain make a dead letter
 * @param partitions of topics that are made at the start
 * @param lagRecordsMax retries wait while the sink is further behind
 * @param shareMax the share of retries in what the sink is given, from 0 to 1,
 * @param perSecondMin beside so many that are always given
 */
public record RetryConfig(
    String topics,
    List<Duration> delays,
    int attemptsMax,
    int partitions,
    int lagRecordsMax,
    double shareMax,
    int perSecondMin) {
  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  /** {@code sink} is the section of the whole sink. */
  public static RetryConfig read(Section sink) {
    Section retry = sink.section("retry");
    var config =
        new RetryConfig(
            retry.text("topics", "penstock." + sink.name()),
            retry.durations("tiers", DELAYS, Duration.ofMillis(100), Duration.ofDays(7)),
            retry.wholeNumber("attempts-max", 10, 1, 1_000),
            retry.wholeNumber("partitions", 1, 1, 1_000),
            retry.wholeNumber("lag-max", 100_000, 1, Integer.MAX_VALUE),
            retry.number("share-max", 0.2, 0, 1),
            retry.wholeNumber("rate-min", 1_000, 1, 1_000_000));
    if (config.delays().isEmpty() || !isAscending(config.delays())) {
      retry.reject("tiers", "at least one is needed, and each must be longer than the one before");
    }
    return config;
  }

  private static boolean isAscending(List<Duration> delays) {
    for (int i = 1; i < delays.size(); i++) {
      if (delays.get(i).compareTo(delays.get(i - 1)) <= 0) {
        return false;
      }
    }
    return true;
  }

  /** The shortest first. */
  public List<Tier> tiers() {
    return delays.stream().map(this::tier).toList();
  }

  private Tier tier(Duration delay) {
    return new Tier(topics + ".retry-" + Units.text(delay), delay);
  }

  /** Where letters that are due, and replays, wait for the sink. */
  public String inbox() {
    return topics + ".again";
  }

  /** All topics of the sink's own. */
  public List<String> topicNames() {
    return Stream.concat(tiers().stream().map(Tier::topic), Stream.of(inbox())).toList();
  }

  /**
   * Where a letter waits that was tried so many times in vain; empty where that is often enough.
   *
   * @param after what the destination asks for: the shortest tier that is not shorter, else the
   *     longest; without it each attempt waits longer than the one before
   */
  public Optional<Tier> tierAfter(int attempts, Optional<Duration> after) {
    if (attempts >= attemptsMax) {
      return Optional.empty();
    }
    Duration longest = delays.getLast();
    Duration delay =
        after
            .map(
                asked ->
                    delays.stream()
                        .filter(it -> it.compareTo(asked) >= 0)
                        .findFirst()
                        .orElse(longest))
            .orElseGet(() -> delays.get(Math.min(attempts, delays.size()) - 1));
    return Optional.of(tier(delay));
  }
}
