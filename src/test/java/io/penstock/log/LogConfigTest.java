package io.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.log.LogConfig.Compression;
import io.penstock.log.login.Security;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogConfigTest {
  @Test
  void embedsABrokerUnlessToldOtherwise() {
    LogConfig config = LogConfig.read(Configuration.ofYaml("").root());

    assertThat(config)
        .isEqualTo(
            new LogConfig(
                "",
                Security.NONE,
                6,
                1,
                Duration.ofDays(7),
                Compression.LZ4,
                128 << 10,
                128 << 20,
                Duration.ofSeconds(5)));
    assertThat(config.isEmbedded()).isTrue();
    assertThat(config.at("127.0.0.1:9092").isEmbedded()).isFalse();
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            bootstrap-servers: a:9092,b:9092
            partitions: 12
            replication-factor: 3
            retention: 1d
            producer:
              compression: zstd
              batch-bytes: 64KB
              buffer-bytes: 32MB
              delivery-timeout: 10s
            """);

    assertThat(LogConfig.read(configuration.root()))
        .isEqualTo(
            new LogConfig(
                "a:9092,b:9092",
                Security.NONE,
                12,
                3,
                Duration.ofDays(1),
                Compression.ZSTD,
                64 << 10,
                32 << 20,
                Duration.ofSeconds(10)));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            partitions: 0
            replication-factor: 10
            retention: 1s
            producer:
              compression: brotli
              batch-bytes: 32MB
              buffer-bytes: 1MB
              delivery-timeout: 1ms
            """);

    LogConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "partitions: 0 is not between 1 and 10000",
            "producer.batch-bytes: 32MB is not between 1KB and 16MB",
            "producer.buffer-bytes: 1MB is not between 8MB and 8GB",
            "producer.compression: 'brotli' is not one of [none, gzip, snappy, lz4, zstd]",
            "producer.delivery-timeout: 1ms is not between 1s and 2m",
            "replication-factor: 10 is not between 1 and 9",
            "retention: 1s is not between 1m and 3650d");
  }
}
