package io.penstock.retry;

import java.util.List;
import java.util.Optional;

/** What the scheduler knows of a sink. */
public record SinkRetries(String sink, RetryConfig config, Gate gate) {
  Optional<Tier> tier(String topic) {
    return config.tiers().stream().filter(tier -> tier.topic().equals(topic)).findFirst();
  }

  public List<String> tierTopics() {
    return config.tiers().stream().map(Tier::topic).toList();
  }
}
