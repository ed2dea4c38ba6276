package io.penstock.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads single records again, from the places where they are known to be. One thread at a time. */
public final class LetterReader implements AutoCloseable {
  private static final Duration POLL_MAX = Duration.ofMillis(500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final int POLLS_MAX = 20;

  /**
   * What a partition held.
   *
   * @param next every record before it that was asked for is here, or the log no longer holds it
   */
  public record Found(Map<Long, LogRecord> records, long next) {}

  private final KafkaConsumer<byte[], byte[]> consumer;

  public LetterReader(LogConfig config) {
    this.consumer = new KafkaConsumer<>(ClientSettings.reader(config));
  }

  /** Reads until it has them all; or more than {@code bytesMax}, or the broker is too slow. */
  public Found read(Partition partition, SortedSet<Long> offsets, long bytesMax) {
    var there = new TopicPartition(partition.topic(), partition.number());
    consumer.assign(Set.of(there));
    long end = valueOf(consumer.endOffsets(Set.of(there), ANSWER_MAX), there);
    long next = valueOf(consumer.beginningOffsets(Set.of(there), ANSWER_MAX), there);
    Map<Long, LogRecord> records = new HashMap<>();
    long bytes = 0;
    for (int polls = 0; polls < POLLS_MAX && bytes <= bytesMax; polls++) {
      SortedSet<Long> rest = offsets.tailSet(next);
      if (rest.isEmpty() || rest.first() >= end) {
        return new Found(records, Long.MAX_VALUE);
      }
      consumer.seek(there, rest.first());
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX).records(there)) {
        if (rest.contains(record.offset())) {
          records.put(record.offset(), new LogRecord(partition, record));
          bytes += record.serializedValueSize();
        }
      }
      next = consumer.position(there, ANSWER_MAX);
    }
    return new Found(records, next);
  }

  private static long valueOf(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    Long offset = offsets.get(partition);
    if (offset == null) {
      throw new IllegalStateException("the broker does not know " + partition);
    }
    return offset;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
