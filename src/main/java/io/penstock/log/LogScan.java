package io.penstock.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads ranges of the log again, as a member of no group, so that nobody's offset moves. One thread
 * at a time.
 */
public final class LogScan implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final Duration POLL_MAX = Duration.ofMillis(200);
  private static final int POLLS_IN_VAIN_MAX = 100;
  private static final int RECORDS_MAX = 5_000;

  /** The log cannot be read now, or no longer holds what was asked for. */
  public static final class Unreadable extends RuntimeException {
    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * Where a partition's records of a time begin.
   *
   * @param offset of the first record that is not older; the end where there is none
   * @param timestampMillis when that one was appended; {@link Long#MAX_VALUE} where there is none
   */
  public record Since(long offset, long timestampMillis) {}

  private final KafkaConsumer<byte[], byte[]> consumer;

  public LogScan(LogConfig config) {
    Properties settings = ClientSettings.reader(config);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "penstock-scan");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_MAX);
    this.consumer = new KafkaConsumer<>(settings);
  }

  /** The oldest offset that each partition of some topics still holds. */
  public Map<Partition, Long> beginnings(Set<String> topics) {
    return asked(() -> ours(consumer.beginningOffsets(assigned(topics), ANSWER_MAX)));
  }

  /** The offset after the newest record of each partition of some topics. */
  public Map<Partition, Long> ends(Set<String> topics) {
    return asked(() -> ours(consumer.endOffsets(assigned(topics), ANSWER_MAX)));
  }

  /** Where the records begin that were appended at that time or later. */
  public Map<Partition, Since> since(Set<String> topics, long millis) {
    Map<Partition, Since> since = new HashMap<>();
    ends(topics).forEach((partition, end) -> since.put(partition, new Since(end, Long.MAX_VALUE)));
    asked(() -> consumer.offsetsForTimes(times(topics, millis), ANSWER_MAX))
        .forEach((at, found) -> put(at, found, since));
    return since;
  }

  private Map<TopicPartition, Long> times(Set<String> topics, long millis) {
    return assigned(topics).stream().collect(Collectors.toMap(it -> it, it -> millis));
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException fault) {
      throw new Unreadable("the log does not answer: " + fault.getMessage());
    }
  }

  private static void put(
      TopicPartition at,
      @org.jspecify.annotations.Nullable OffsetAndTimestamp found,
      Map<Partition, Since> since) {
    if (found != null) {
      since.put(ours(at), new Since(found.offset(), found.timestamp()));
    }
  }

  /** The client warns of every answer about a partition that it is not to read. */
  private Set<TopicPartition> assigned(Set<String> topics) {
    Set<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic, ANSWER_MAX).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    return partitions;
  }

  /**
   * Reads each partition from one offset to another, in order within it.
   *
   * @param between called after each poll; what it throws ends the reading
   * @throws Unreadable where the broker says nothing for too long, or the records are gone
   */
  public void read(
      Map<Partition, Long> from,
      Map<Partition, Long> to,
      Consumer<LogRecord> each,
      Runnable between) {
    Map<TopicPartition, Long> open = new HashMap<>();
    to.forEach(
        (partition, end) -> {
          if (from.getOrDefault(partition, end) < end) {
            open.put(theirs(partition), end);
          }
        });
    try {
      consumer.assign(open.keySet());
      open.keySet().forEach(it -> consumer.seek(it, from.getOrDefault(ours(it), 0L)));
      readAll(open, each, between);
    } catch (KafkaException fault) {
      throw new Unreadable("the log cannot be read: " + fault.getMessage());
    }
  }

  private void readAll(Map<TopicPartition, Long> open, Consumer<LogRecord> each, Runnable between) {
    int inVain = 0;
    while (!open.isEmpty()) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL_MAX);
      polled.partitions().forEach(it -> take(it, polled, open, each));
      inVain = finish(open) || !polled.isEmpty() ? 0 : inVain + 1;
      if (inVain > POLLS_IN_VAIN_MAX) {
        throw new Unreadable("the log says nothing of " + open.keySet());
      }
      between.run();
    }
  }

  private static void take(
      TopicPartition partition,
      ConsumerRecords<byte[], byte[]> polled,
      Map<TopicPartition, Long> open,
      Consumer<LogRecord> each) {
    long end = open.getOrDefault(partition, 0L);
    Partition ours = ours(partition);
    for (var record : polled.records(partition)) {
      if (record.offset() < end) {
        each.accept(new LogRecord(ours, record));
      }
    }
  }

  /** Leaves those alone that were read to their end; whether there were any. */
  private boolean finish(Map<TopicPartition, Long> open) {
    Set<TopicPartition> finished =
        open.keySet().stream()
            .filter(it -> consumer.position(it, ANSWER_MAX) >= open.getOrDefault(it, 0L))
            .collect(Collectors.toSet());
    consumer.pause(finished);
    return open.keySet().removeAll(finished);
  }

  private static Map<Partition, Long> ours(Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .collect(Collectors.toMap(entry -> ours(entry.getKey()), Map.Entry::getValue));
  }

  private static Partition ours(TopicPartition partition) {
    return new Partition(partition.topic(), partition.partition());
  }

  private static TopicPartition theirs(Partition partition) {
    return new TopicPartition(partition.topic(), partition.number());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
