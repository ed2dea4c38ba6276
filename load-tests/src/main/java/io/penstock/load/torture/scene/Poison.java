package io.penstock.load.torture.scene;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.load.process.BenchFault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records that no event can be read from, as a foreign producer may put them into the topic beside
 * the door. Their keys are numbered, so that each is known again whatever its value is.
 */
public final class Poison {
  private static final String KEY = "poison-";
  private static final int DEPTH = 5_000;
  private static final int KINDS = 8;

  private int count;

  static boolean isPoison(byte @Nullable [] key) {
    return key != null && new String(key, US_ASCII).startsWith(KEY);
  }

  static int numberOf(byte[] key) {
    return Integer.parseInt(new String(key, US_ASCII).substring(KEY.length()));
  }

  /** So many were put into the topic. */
  public int count() {
    return count;
  }

  /** What the record of this number says; null is a tombstone. */
  byte @Nullable [] value(int number) {
    return switch (number % KINDS) {
      case 0 -> ("this is no JSON, number " + number).getBytes(UTF_8);
      case 1 -> null;
      case 2 -> withBadUtf8(number);
      case 3 ->
          ("{\"id\":\"deep-" + number + "\",\"v\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}")
              .getBytes(UTF_8);
      case 4 -> ("{\"id\":\"cut-" + number + "\",\"text\":\"and here it en").getBytes(UTF_8);
      case 5 -> ("[\"" + number + "\"]").getBytes(UTF_8);
      case 6 -> new byte[0];
      default -> ("{\"id\":\"more-" + number + "\"} {}").getBytes(UTF_8);
    };
  }

  private static byte[] withBadUtf8(int number) {
    byte[] value = ("{\"id\":\"utf-" + number + "\",\"text\":\"??\"}").getBytes(UTF_8);
    value[value.length - 4] = (byte) 0xc0;
    value[value.length - 3] = (byte) 0xaf;
    return value;
  }

  /** Returns when the broker has them. */
  void put(int records, String bootstrapServers, String topic) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent =
          IntStream.range(count, count + records)
              .mapToObj(number -> producer.send(record(topic, number)))
              .toList();
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
      count += records;
    } catch (ExecutionException refused) {
      throw new BenchFault("the foreign producer was refused", refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while poison is put into the topic");
    }
  }

  private ProducerRecord<byte[], byte[]> record(String topic, int number) {
    return new ProducerRecord<>(topic, (KEY + number).getBytes(US_ASCII), value(number));
  }
}
