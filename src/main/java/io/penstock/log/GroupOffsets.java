package io.penstock.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.ListConsumerGroupOffsetsOptions;
import io.vertx.kafka.admin.OffsetSpec;
import io.vertx.kafka.admin.TopicDescription;
import io.vertx.kafka.client.common.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the broker how far groups have come and where topics end. For people and checks, not on the
 * way of an event.
 */
public final class GroupOffsets {
  /** A question that is still open is not waited for. */
  private static final long CLOSE_MILLIS_MAX = 500;

  private final KafkaAdminClient admin;

  public GroupOffsets(Vertx vertx, LogConfig config) {
    this.admin = KafkaAdminClient.create(vertx, ClientSettings.admin(config));
  }

  /** Whether the broker answers; the future fails when it does not. */
  public Future<Void> ping() {
    return admin.describeCluster().mapEmpty();
  }

  /** What a group committed, for every partition it ever did. */
  public Future<Map<Partition, Position>> committed(String group) {
    return admin
        .listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions())
        .map(
            offsets -> {
              Map<Partition, Position> positions = new HashMap<>();
              offsets.forEach(
                  (partition, offset) ->
                      positions.put(
                          ours(partition), new Position(offset.getOffset(), offset.getMetadata())));
              return positions;
            });
  }

  /** The offset after the newest record of each partition of some topics. */
  public Future<Map<Partition, Long>> ends(Set<String> topics) {
    return offsets(topics, OffsetSpec.LATEST);
  }

  /** The offset of the oldest record that each partition of some topics still holds. */
  public Future<Map<Partition, Long>> beginnings(Set<String> topics) {
    return offsets(topics, OffsetSpec.EARLIEST);
  }

  private Future<Map<Partition, Long>> offsets(Set<String> topics, OffsetSpec spec) {
    return admin
        .describeTopics(List.copyOf(topics))
        .compose(described -> admin.listOffsets(asked(described.values(), spec)))
        .map(
            offsets ->
                offsets.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            offset -> ours(offset.getKey()),
                            offset -> offset.getValue().getOffset())));
  }

  private static Map<TopicPartition, OffsetSpec> asked(
      Collection<TopicDescription> topics, OffsetSpec spec) {
    return topics.stream()
        .flatMap(
            topic ->
                topic.getPartitions().stream()
                    .map(info -> new TopicPartition(topic.getName(), info.getPartition())))
        .collect(Collectors.toMap(Function.identity(), partition -> spec));
  }

  public Future<Void> close() {
    return admin.close(CLOSE_MILLIS_MAX);
  }

  private static Partition ours(TopicPartition partition) {
    return new Partition(partition.getTopic(), partition.getPartition());
  }
}
