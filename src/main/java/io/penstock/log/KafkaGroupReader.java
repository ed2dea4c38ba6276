package io.penstock.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member of a group of Kafka's classic protocol. */
public final class KafkaGroupReader implements GroupReader {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaGroupReader.class);
  private static final Duration BROKER_WAIT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_AT_ONCE = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public KafkaGroupReader(
      LogConfig config,
      String group,
      String member,
      Set<String> topics,
      int recordsMax,
      Assignment assignment) {
    this(config, group, member, topics, ReadMax.of(recordsMax), assignment);
  }

  public KafkaGroupReader(
      LogConfig config,
      String group,
      String member,
      Set<String> topics,
      ReadMax max,
      Assignment assignment) {
    this.consumer = new KafkaConsumer<>(ClientSettings.consumer(config, group, member, max));
    consumer.subscribe(topics, listener(assignment));
  }

  private static ConsumerRebalanceListener listener(Assignment assignment) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> assignment.assigned(ours(partition)));
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> assignment.revoked(ours(partition)));
      }
    };
  }

  @Override
  public List<LogRecord> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
    List<LogRecord> records = new ArrayList<>(polled.count());
    for (TopicPartition partition : polled.partitions()) {
      Partition ours = ours(partition);
      LogRecord before = null;
      for (var record : polled.records(partition)) {
        before = new LogRecord(ours, record, before);
        records.add(before);
      }
    }
    return records;
  }

  @Override
  public Optional<Position> committed(Partition partition) {
    TopicPartition theirs = theirs(partition);
    OffsetAndMetadata committed = consumer.committed(Set.of(theirs), BROKER_WAIT_MAX).get(theirs);
    return Optional.ofNullable(committed)
        .map(offset -> new Position(offset.offset(), offset.metadata()));
  }

  @Override
  public long beginning(Partition partition) {
    TopicPartition theirs = theirs(partition);
    return offsetOf(theirs, consumer.beginningOffsets(Set.of(theirs), BROKER_WAIT_MAX));
  }

  @Override
  public long end(Partition partition) {
    TopicPartition theirs = theirs(partition);
    return offsetOf(theirs, consumer.endOffsets(Set.of(theirs), BROKER_WAIT_MAX));
  }

  /** While the client looks for the partition's leader it would wait for the answer. */
  @Override
  public OptionalLong position(Partition partition) {
    try {
      return OptionalLong.of(consumer.position(theirs(partition), Duration.ZERO));
    } catch (TimeoutException notNow) {
      return OptionalLong.empty();
    }
  }

  @Override
  public long behind(Partition partition) {
    return consumer.currentLag(theirs(partition)).orElse(0);
  }

  @Override
  public Map<Partition, Long> endsNow(Collection<Partition> partitions) {
    Set<TopicPartition> theirs =
        partitions.stream().map(KafkaGroupReader::theirs).collect(Collectors.toSet());
    try {
      return consumer.endOffsets(theirs, ANSWER_AT_ONCE).entrySet().stream()
          .collect(Collectors.toMap(end -> ours(end.getKey()), Map.Entry::getValue));
    } catch (RetriableException silent) {
      return Map.of();
    }
  }

  private static long offsetOf(TopicPartition partition, Map<TopicPartition, Long> offsets) {
    Long offset = offsets.get(partition);
    if (offset == null) {
      throw new IllegalStateException("the broker does not know " + partition);
    }
    return offset;
  }

  @Override
  public long generation() {
    return consumer.groupMetadata().generationId();
  }

  @Override
  public void seek(Partition partition, long offset) {
    consumer.seek(theirs(partition), offset);
  }

  @Override
  public void pause(Partition partition) {
    consumer.pause(Set.of(theirs(partition)));
  }

  @Override
  public void resume(Partition partition) {
    consumer.resume(Set.of(theirs(partition)));
  }

  @Override
  public boolean commit(Map<Partition, Position> positions) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        positions.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> theirs(entry.getKey()),
                    entry ->
                        new OffsetAndMetadata(entry.getValue().next(), entry.getValue().note())));
    try {
      consumer.commitSync(new HashMap<>(offsets), BROKER_WAIT_MAX);
      return true;
    } catch (CommitFailedException
        | RebalanceInProgressException
        | RetriableException
        | AuthenticationException notNow) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(BROKER_WAIT_MAX));
    } catch (KafkaException fault) {
      LOG.atWarn()
          .log("The reader was not closed in order: {}", String.valueOf(fault.getMessage()));
    }
  }

  private static Partition ours(TopicPartition partition) {
    return new Partition(partition.topic(), partition.partition());
  }

  private static TopicPartition theirs(Partition partition) {
    return new TopicPartition(partition.topic(), partition.number());
  }
}
