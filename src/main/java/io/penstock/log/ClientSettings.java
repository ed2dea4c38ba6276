package io.penstock.log;

import io.penstock.event.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of Kafka's clients that the promise rests on, and why each is what it is. */
public final class ClientSettings {
  /** What a record has besides the event: key, headers, framing. */
  static final int RECORD_OVERHEAD_BYTES = 64 << 10;

  /** What a letter has besides its record: where it came from, and what was wrong. */
  static final int LETTER_OVERHEAD_BYTES = 64 << 10;

  static final Duration LETTERS_WAIT_MAX = Duration.ofSeconds(20);

  /** Of one partition, in one answer. */
  private static final int PARTITION_FETCH_BYTES_MAX = 4 << 20;

  private static final long LETTERS_BUFFER_BYTES = 32L << 20;

  private static final int REQUEST_TIMEOUT_MS_MAX = 4_000;

  private ClientSettings() {}

  public static Properties producer(LogConfig config, List<Stream> streams) {
    int deliveryMs = (int) config.deliveryTimeout().toMillis();
    Properties settings = everyones(config, "penstock-produce");
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    // a 2xx says that all replicas in sync have the event
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        config.compression().name().toLowerCase(Locale.ROOT));
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, config.batchBytes());
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.bufferBytes());
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, eventBytesMax(streams) + RECORD_OVERHEAD_BYTES);
    // batching waits while the producer is busy; waiting here too would only delay a quiet hour
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMs);
    settings.put(
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        Math.min(REQUEST_TIMEOUT_MS_MAX, deliveryMs - 500));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    // a topic that is used seldom must not lose its metadata, or its next send would wait for it
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 3_600_000);
    return settings;
  }

  /**
   * For letters, which are few and are waited for by their sinks: a longer wait than at the door,
   * and the rest as there.
   */
  static Properties letters(LogConfig config, int eventBytesMax) {
    Properties settings = producer(config, List.of());
    int waitMs = (int) LETTERS_WAIT_MAX.toMillis();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "penstock-letters");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, LETTERS_BUFFER_BYTES);
    // others may write larger records to a stream's topic, which a letter has to hold all the same
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Math.max(
            eventBytesMax + RECORD_OVERHEAD_BYTES + LETTER_OVERHEAD_BYTES,
            (int) LETTERS_BUFFER_BYTES));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, waitMs);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS_MAX);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, waitMs);
    return settings;
  }

  /** For records of ours that are waited for one by one. */
  static Properties records(LogConfig config, String client) {
    Properties settings = letters(config, 0);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, client);
    return settings;
  }

  static int eventBytesMax(List<Stream> streams) {
    return streams.stream().mapToInt(Stream::eventBytesMax).max().orElse(1 << 20);
  }

  /**
   * {@code member} stays the same over restarts, so that a node that comes back at once gets its
   * partitions at once.
   */
  static Properties consumer(LogConfig config, String group, String member, ReadMax max) {
    Properties settings = everyones(config, group + "-" + member);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000);
    // offsets move when a sink has answered, and start where we say; never by themselves
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, max.records());
    settings.put(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        Math.min(PARTITION_FETCH_BYTES_MAX, max.bytes()));
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, max.bytes());
    // the system's own: what was fetched arrives while the batch before is being encoded
    settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return settings;
  }

  /** For reading single records again: a member of no group, which moves no offset. */
  static Properties reader(LogConfig config) {
    Properties settings = consumer(config, "penstock-letters", "reader", ReadMax.of(500));
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return settings;
  }

  static Properties admin(LogConfig config) {
    Properties settings = everyones(config, "penstock-admin");
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    // one whose login was refused repeats that to everybody until it asks for its metadata again
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, "5000");
    return settings;
  }

  /** Where the broker is, and what stands between: no client is made without. */
  private static Properties everyones(LogConfig config, String clientId) {
    var settings = new Properties();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.putAll(config.security().settings());
    return settings;
  }
}
