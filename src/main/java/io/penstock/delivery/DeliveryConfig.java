package io.penstock.delivery;

import io.penstock.config.Section;
import io.penstock.event.Stream;
import io.penstock.retry.RetryConfig;
import io.penstock.sink.BatchSize;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds for every sink, whatever its type.
 *
 * @param group the consumer group
 * @param streams the names of the streams it takes
 * @param types the types of events it takes; empty for all
 * @param eventsMax a batch is written when it has so many events,
 * @param bytesMax or so many bytes,
 * @param linger or when its first event has waited so long
 * @param memoryMax about what all partitions of one instance gather together; where that is
 *     reached, the largest batch is written early
 * @param attemptsMax how often the same batch is offered while nobody knows why it fails
 */
public record DeliveryConfig(
    String sink,
    String group,
    int instances,
    List<String> streams,
    Set<String> types,
    int eventsMax,
    long bytesMax,
    Duration linger,
    long memoryMax,
    int attemptsMax,
    RetryConfig retry) {

  public static DeliveryConfig read(Section sink, List<String> allStreams, BatchSize otherwise) {
    Section batch = sink.section("batch");
    return new DeliveryConfig(
        sink.name(),
        sink.text("group", "penstock." + sink.name()),
        sink.wholeNumber("instances", 1, 1, 64),
        sink.texts("streams", allStreams),
        Set.copyOf(sink.texts("types", List.of())),
        batch.wholeNumber("events-max", otherwise.eventsMax(), 1, 1_000_000),
        batch.bytes("bytes-max", otherwise.bytesMax(), 1 << 10, 256 << 20),
        batch.duration("linger", otherwise.linger(), Duration.ZERO, Duration.ofMinutes(5)),
        batch.bytes("memory-max", 128 << 20, 1 << 20, 16L << 30),
        batch.wholeNumber("attempts-max", 5, 1, 1_000),
        RetryConfig.read(sink));
  }

  /** What its group reads: the topics of its streams, and letters that are due. */
  public Set<String> topics(Collection<Stream> all) {
    Set<String> topics = new HashSet<>(Set.of(retry.inbox()));
    all.forEach(stream -> topics.add(stream.topic()));
    return topics;
  }
}
