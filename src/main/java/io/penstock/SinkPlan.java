package io.penstock;

import io.penstock.config.Section;
import io.penstock.delivery.DeliveryConfig;
import io.penstock.event.Stream;
import io.penstock.log.GroupReader;
import io.penstock.log.KafkaGroupReader;
import io.penstock.log.LogConfig;
import io.penstock.log.ReadMax;
import io.penstock.log.TopicPlan;
import io.penstock.observability.Meters;
import io.penstock.retry.RetryConfig;
import io.penstock.retry.SinkGate;
import io.penstock.retry.SinkRetries;
import io.penstock.sink.BatchSize;
import io.penstock.sink.Elsewhere;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.Upkeep;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A sink as it was configured, not yet made. */
public record SinkPlan(DeliveryConfig delivery, List<Stream> streams, SinkType.Recipe recipe) {
  private static final SinkType.Recipe NOTHING =
      setup -> {
        throw new IllegalStateException("a sink of an unknown type is never made");
      };

  static SinkPlan read(Section section, List<Stream> all) {
    String type = section.text("type");
    Optional<SinkType> known = Sinks.named(type);
    var delivery =
        DeliveryConfig.read(
            section,
            all.stream().map(Stream::name).toList(),
            known.map(SinkType::batch).orElse(BatchSize.PROMPT));
    for (String name : delivery.streams()) {
      if (all.stream().noneMatch(stream -> stream.name().equals(name))) {
        section.reject("streams", "there is no stream '" + name + "'");
      }
    }
    SinkType.Recipe recipe = known.map(it -> it.reader().apply(section)).orElse(NOTHING);
    if (known.isEmpty() && !type.isEmpty()) {
      section.reject("type", "'" + type + "' is not one of " + Sinks.names());
    }
    List<Stream> streams =
        all.stream().filter(stream -> delivery.streams().contains(stream.name())).toList();
    return new SinkPlan(delivery, streams, recipe);
  }

  void checkForSeveralNodes(Section section) {
    recipe.checkForSeveralNodes(section);
  }

  String name() {
    return delivery.sink();
  }

  /**
   * The folder where one of the two would find, and clear away, what the other writes. In the same
   * folder streams have their own, so that two sinks without a stream in common may share it.
   */
  Optional<String> sharedFolder(SinkPlan other) {
    Optional<String> its = recipe.folder();
    Optional<String> theirs = other.recipe.folder();
    if (its.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    return its.equals(theirs)
        ? its.filter(same -> streams.stream().anyMatch(other.streams::contains))
        : its.filter(inner -> inner.startsWith(theirs.get()))
            .or(() -> theirs.filter(inner -> inner.startsWith(its.get())));
  }

  /** Where its letters wait. */
  List<TopicPlan> topics(LogConfig log) {
    RetryConfig retry = delivery.retry();
    return retry.topicNames().stream()
        .map(topic -> TopicPlan.ofLetters(topic, name(), eventBytesMax(), retry.partitions(), log))
        .toList();
  }

  SinkRetries retries(Meters.Delivery counters, Elsewhere elsewhere, long nowMillis) {
    RetryConfig retry = delivery.retry();
    return new SinkRetries(name(), retry, new SinkGate(retry, counters, elsewhere, nowMillis));
  }

  private int eventBytesMax() {
    return streams.stream().mapToInt(Stream::eventBytesMax).max().orElse(1);
  }

  GroupReader join(LogConfig log, String member, GroupReader.Assignment assignment) {
    ReadMax max = ReadMax.within(delivery.eventsMax(), delivery.memoryMax());
    return new KafkaGroupReader(
        log, delivery.group(), member, delivery.topics(streams), max, assignment);
  }

  Sink make(Path dataDir) {
    return recipe.make(setup(dataDir));
  }

  Optional<Upkeep> upkeep(Path dataDir) {
    return recipe.upkeep(setup(dataDir));
  }

  private SinkSetup setup(Path dataDir) {
    return new SinkSetup(name(), streams, dataDir);
  }
}
