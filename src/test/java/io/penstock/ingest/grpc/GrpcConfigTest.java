package io.penstock.ingest.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.ingest.tls.ClientAuth;
import io.penstock.ingest.tls.TlsConfig;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrpcConfigTest {
  @Test
  void hasDefaults() {
    assertThat(GrpcConfig.read(Configuration.ofYaml("").root()))
        .isEqualTo(
            new GrpcConfig(
                false,
                "0.0.0.0",
                50_051,
                0,
                "events",
                10 << 20,
                10_000,
                100,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Optional.empty(),
                Duration.ofSeconds(5)));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            enabled: true
            host: 127.0.0.1
            port: 9090
            instances: 3
            default-stream: orders
            message-bytes-max: 1MB
            connections-max: 500
            calls-max: 20
            call-timeout: 10s
            idle-timeout: 1m
            age-max: 10m
            keepalive-min: 1m
            tls: {certificate: door.pem, key: door.key}
            drain-timeout: 2s
            """);

    assertThat(GrpcConfig.read(configuration.root()))
        .isEqualTo(
            new GrpcConfig(
                true,
                "127.0.0.1",
                9090,
                3,
                "orders",
                1 << 20,
                500,
                20,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Optional.of(new TlsConfig("door.pem", "door.key", ClientAuth.NONE, "")),
                Duration.ofSeconds(2)));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            port: 70000
            message-bytes-max: 1GB
            connections-max: 0
            calls-max: 0
            call-timeout: 500ms
            tls: {key: door.key}
            """);

    GrpcConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "call-timeout: 500ms is not between 1s and 10m",
            "calls-max: 0 is not between 1 and 100000",
            "connections-max: 0 is not between 1 and 1000000",
            "message-bytes-max: 1GB is not between 1KB and 256MB",
            "port: 70000 is not between 0 and 65535",
            "tls.certificate: is missing; TLS needs a certificate and its key");
  }
}
