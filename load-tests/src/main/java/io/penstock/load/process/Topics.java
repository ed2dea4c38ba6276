package io.penstock.load.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks brokers about their topics, and how far groups are in them, around any proxy. */
public final class Topics implements AutoCloseable {
  public static final int PARTITIONS = 6;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Admin admin;

  Topics(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  public void create(String topic) {
    NewTopic wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty());
    await(admin.createTopics(List.of(wanted)).all());
    awaitLeaders(topic);
  }

  /** The controller has made it; the brokers hear of it a moment later. */
  private void awaitLeaders(String topic) {
    long untilNanos = System.nanoTime() + ANSWER_MAX.toNanos();
    while (!hasLeaders(topic) && System.nanoTime() - untilNanos < 0) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private boolean hasLeaders(String topic) {
    try {
      return ends(topic).size() == PARTITIONS;
    } catch (BenchFault fault) {
      if (fault.getCause() instanceof ExecutionException refused
          && refused.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw fault;
    }
  }

  public boolean has(String topic) {
    return await(admin.listTopics().names()).contains(topic);
  }

  /** How many records the topic ever took: what retention removes does not lower it. */
  public long recordsIn(String topic) {
    return ends(topic).values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }

  /** The offset behind the last record of each partition. */
  public Map<Integer, Long> endsOf(String topic) {
    return endsOf(topic, PARTITIONS);
  }

  /** Likewise, of a topic with more partitions than usual here. */
  public Map<Integer, Long> endsOf(String topic, int partitions) {
    return ends(topic, partitions).entrySet().stream()
        .collect(Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(String topic) {
    return ends(topic, PARTITIONS);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(String topic, int partitions) {
    Collection<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(topic, number))
            .toList();
    return await(
        admin
            .listOffsets(
                all.stream()
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
            .all());
  }

  /** The next offset of each partition that a group has committed, as far as it has. */
  public Map<Integer, Long> committed(String group, String topic) {
    return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(at -> at.getKey().topic().equals(topic))
        .collect(Collectors.toMap(at -> at.getKey().partition(), at -> at.getValue().offset()));
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException fault) {
      throw new BenchFault("the brokers did not do as asked", fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the brokers were asked");
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
