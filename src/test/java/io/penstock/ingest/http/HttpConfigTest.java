package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.ingest.http.connection.ConnectionConfig;
import io.penstock.ingest.tls.ClientAuth;
import io.penstock.ingest.tls.TlsConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpConfigTest {
  @Test
  void hasDefaults() {
    assertThat(HttpConfig.read(Configuration.ofYaml("").root()))
        .isEqualTo(
            new HttpConfig(
                "0.0.0.0",
                8080,
                0,
                "events",
                "cloudevents",
                10 << 20,
                100,
                Set.of(),
                new ConnectionConfig(
                    10_000,
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(15),
                    1 << 10,
                    false,
                    Optional.empty()),
                Duration.ofSeconds(10)));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            host: 127.0.0.1
            port: 9090
            instances: 3
            default-stream: orders
            cloudevents-stream: things
            request-bytes-max: 1MB
            inflation-max: 20
            cors-origins: [https://shop.example, "http://localhost:3000"]
            connections-max: 500
            idle-timeout: 1m
            slow-grace: 5s
            rate-min: 2KB
            h2c: true
            tls: {certificate: door.pem, key: door.key}
            drain-timeout: 2s
            """);

    assertThat(HttpConfig.read(configuration.root()))
        .isEqualTo(
            new HttpConfig(
                "127.0.0.1",
                9090,
                3,
                "orders",
                "things",
                1 << 20,
                20,
                Set.of("https://shop.example", "http://localhost:3000"),
                new ConnectionConfig(
                    500,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    2 << 10,
                    true,
                    Optional.of(new TlsConfig("door.pem", "door.key", ClientAuth.NONE, ""))),
                Duration.ofSeconds(2)));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsNoOrigin() {
    Configuration configuration =
        Configuration.ofYaml("cors-origins: [shop.example, https://shop.example/, '*']");
    HttpConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "cors-origins: 'https://shop.example/' is no origin; expected * or a scheme and host"
                + " such as https://shop.example, without a path",
            "cors-origins: 'shop.example' is no origin; expected * or a scheme and host such as"
                + " https://shop.example, without a path");
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            port: 70000
            instances: 257
            request-bytes-max: 1GB
            inflation-max: 0
            connections-max: 0
            idle-timeout: 500ms
            slow-grace: 11m
            rate-min: 0B
            tls: {key: door.key}
            drain-timeout: 26s
            prot: 8080
            """);

    HttpConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "connections-max: 0 is not between 1 and 1000000",
            "drain-timeout: 26s is not between 100ms and 15s",
            "idle-timeout: 500ms is not between 1s and 15m",
            "inflation-max: 0 is not between 1 and 10000",
            "instances: 257 is not between 0 and 256",
            "port: 70000 is not between 0 and 65535",
            "prot: unknown key, expected one of [cloudevents-stream, connections-max, cors-origins,"
                + " default-stream, drain-timeout, h2c, host, idle-timeout, inflation-max,"
                + " instances, port, rate-min, request-bytes-max, slow-grace, tls], did you mean"
                + " 'port'?",
            "rate-min: 0B is not between 1B and 1MB",
            "request-bytes-max: 1GB is not between 1KB and 256MB",
            "slow-grace: 11m is not between 1s and 10m",
            "tls.certificate: is missing; TLS needs a certificate and its key");
  }

  @Test
  void hasAnEventLoopForEachCoreUnlessToldOtherwise() {
    assertThat(HttpConfig.read(Configuration.ofYaml("").root()).instancesOr(4)).isEqualTo(4);
    assertThat(HttpConfig.read(Configuration.ofYaml("instances: 2").root()).instancesOr(4))
        .isEqualTo(2);
  }
}
