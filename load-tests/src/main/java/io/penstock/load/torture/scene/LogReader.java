package io.penstock.load.torture.scene;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to its end, partition by partition, around any proxy. */
final class LogReader {
  private static final Duration POLL_MAX = Duration.ofMillis(200);
  private static final int EMPTY_POLLS_MAX = 300;

  private LogReader() {}

  static void read(Brokers brokers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers.bootstrapServers(), "auto.offset.reset", "earliest");
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      readAll(consumer, reader);
    }
  }

  private static void readAll(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    int emptyPolls = 0;
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var records = consumer.poll(POLL_MAX);
      emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
      if (emptyPolls > EMPTY_POLLS_MAX) {
        throw new BenchFault("a topic cannot be read to its end: " + ends);
      }
      records.forEach(reader);
    }
  }
}
