package io.penstock.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.ListConsumerGroupOffsetsOptions;
import io.vertx.kafka.admin.OffsetSpec;
import io.vertx.kafka.client.common.TopicPartition;
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
    return admin
        .describeTopics(List.copyOf(topics))
        .compose(
            described -> {
              Map<TopicPartition, OffsetSpec> asked =
                  described.values().stream()
                      .flatMap(
                          topic ->
                              topic.getPartitions().stream()
                                  .map(
                                      info ->
                                          new TopicPartition(topic.getName(), info.getPartition())))
                      .collect(
                          Collectors.toMap(Function.identity(), partition -> OffsetSpec.LATEST));
              return admin.listOffsets(asked);
            })
        .map(
            ends ->
                ends.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            end -> ours(end.getKey()), end -> end.getValue().getOffset())));
  }

  public Future<Void> close() {
    return admin.close();
  }

  private static Partition ours(TopicPartition partition) {
    return new Partition(partition.getTopic(), partition.getPartition());
  }
}
