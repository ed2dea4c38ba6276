package io.penstock.log;

import io.penstock.event.RequestStamp;
import io.penstock.event.cloudevents.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics as a member of a consumer group. Where to start is always said by us, and offsets
 * move only by {@link #commit}. One thread at a time.
 */
public final class GroupReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
  private static final Duration BROKER_WAIT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_AT_ONCE = Duration.ofSeconds(1);

  /** Hears which partitions are this member's; called from inside {@link #poll}. */
  public interface Assignment {
    void assigned(Partition partition);

    void revoked(Partition partition);
  }

  private final KafkaConsumer<byte[], byte[]> consumer;

  public GroupReader(
      LogConfig config,
      String group,
      String member,
      Set<String> topics,
      int recordsMax,
      Assignment assignment) {
    this.consumer = new KafkaConsumer<>(ClientSettings.consumer(config, group, member, recordsMax));
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

  /** The next records, in order within each partition; waits at most so long for the first. */
  public List<LogRecord> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
    List<LogRecord> records = new ArrayList<>(polled.count());
    for (TopicPartition partition : polled.partitions()) {
      Partition ours = ours(partition);
      polled.records(partition).forEach(record -> records.add(recordOf(ours, record)));
    }
    return records;
  }

  private static LogRecord recordOf(Partition partition, ConsumerRecord<byte[], byte[]> record) {
    return new LogRecord(
        partition,
        record.offset(),
        record.timestamp(),
        record.value(),
        valueOf(record.headers().lastHeader(RequestStamp.HEADER)),
        valueOf(record.headers().lastHeader(RequestStamp.ID_HEADER)),
        attributesOf(record.headers()));
  }

  private static @Nullable Attributes attributesOf(Headers headers) {
    if (headers.lastHeader(Attributes.MARK) == null) {
      return null;
    }
    var attributes = new Attributes.FromHeaders();
    headers.forEach(header -> attributes.add(header.key(), header.value()));
    return attributes.attributes();
  }

  private static byte @Nullable [] valueOf(@Nullable Header header) {
    return header == null ? null : header.value();
  }

  /** What the group committed last; empty where it never did. */
  public Optional<Position> committed(Partition partition) {
    TopicPartition theirs = theirs(partition);
    OffsetAndMetadata committed = consumer.committed(Set.of(theirs), BROKER_WAIT_MAX).get(theirs);
    return Optional.ofNullable(committed)
        .map(offset -> new Position(offset.offset(), offset.metadata()));
  }

  /** The oldest offset that the log still holds. */
  public long beginning(Partition partition) {
    TopicPartition theirs = theirs(partition);
    return offsetOf(theirs, consumer.beginningOffsets(Set.of(theirs), BROKER_WAIT_MAX));
  }

  /** The offset after the newest record. */
  public long end(Partition partition) {
    TopicPartition theirs = theirs(partition);
    return offsetOf(theirs, consumer.endOffsets(Set.of(theirs), BROKER_WAIT_MAX));
  }

  /** Records of the partition that were not read yet, as of the last fetch; 0 before the first. */
  public long behind(Partition partition) {
    return consumer.currentLag(theirs(partition)).orElse(0);
  }

  /**
   * The offsets after the newest records, for a number that people look at; nothing where the
   * broker does not answer at once.
   */
  public Map<Partition, Long> endsNow(Collection<Partition> partitions) {
    Set<TopicPartition> theirs =
        partitions.stream().map(GroupReader::theirs).collect(Collectors.toSet());
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

  public void seek(Partition partition, long offset) {
    consumer.seek(theirs(partition), offset);
  }

  public void pause(Partition partition) {
    consumer.pause(Set.of(theirs(partition)));
  }

  public void resume(Partition partition) {
    consumer.resume(Set.of(theirs(partition)));
  }

  /**
   * Commits, and answers whether the group took it. When it did not, because partitions are on
   * their way to another member or the broker is away, nothing is lost: the next commit says more,
   * or the next owner repeats what its sink then knows already.
   */
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
    } catch (CommitFailedException | RebalanceInProgressException | RetriableException notNow) {
      return false;
    }
  }

  /**
   * Settles what is in hand first. The group hears no goodbye: for a member that comes back within
   * the session's timeout nothing changes, and after it others get its partitions.
   */
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
