package io.penstock.log;

import io.penstock.config.Section;
import io.penstock.log.login.Security;
import java.time.Duration;

/**
 * The part of the configuration under {@code log}.
 *
 * @param bootstrapServers where Redpanda or Kafka is; empty for the embedded broker
 * @param bufferBytes the producer's memory; the credit takes at most half of it, so a send never
 *     waits for space
 */
public record LogConfig(
    String bootstrapServers,
    Security security,
    int partitions,
    int replicationFactor,
    Duration retention,
    Compression compression,
    int batchBytes,
    long bufferBytes,
    Duration deliveryTimeout) {

  /** How batches are compressed on their way to the broker and at rest. */
  public enum Compression {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD
  }

  public static LogConfig read(Section log) {
    Section producer = log.section("producer");
    String bootstrapServers = log.text("bootstrap-servers", "");
    return new LogConfig(
        bootstrapServers,
        security(log, bootstrapServers),
        log.wholeNumber("partitions", 6, 1, 10_000),
        log.wholeNumber("replication-factor", 1, 1, 9),
        log.duration(
            "retention", Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofDays(3_650)),
        producer.choice("compression", Compression.LZ4),
        (int) producer.bytes("batch-bytes", 128 << 10, 1 << 10, 16 << 20),
        producer.bytes("buffer-bytes", 128 << 20, 8 << 20, 8L << 30),
        producer.duration(
            "delivery-timeout",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(2)));
  }

  private static Security security(Section log, String bootstrapServers) {
    Security security = Security.read(log);
    if (bootstrapServers.isEmpty() && !security.equals(Security.NONE)) {
      log.reject(
          "bootstrap-servers",
          "is needed with tls or login: the embedded broker is inside this process and asks for"
              + " neither");
    }
    return security;
  }

  public boolean isEmbedded() {
    return bootstrapServers.isEmpty();
  }

  /** The same configuration with the broker found at {@code servers}. */
  public LogConfig at(String servers) {
    return new LogConfig(
        servers,
        security,
        partitions,
        replicationFactor,
        retention,
        compression,
        batchBytes,
        bufferBytes,
        deliveryTimeout);
  }
}
