package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.time.Duration;
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
                Duration.ofSeconds(30),
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
            idle-timeout: 1m
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
                Duration.ofMinutes(1),
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
            idle-timeout: 500ms
            drain-timeout: 26s
            prot: 8080
            """);

    HttpConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "drain-timeout: 26s is not between 100ms and 15s",
            "idle-timeout: 500ms is not between 1s and 10m",
            "inflation-max: 0 is not between 1 and 10000",
            "instances: 257 is not between 0 and 256",
            "port: 70000 is not between 0 and 65535",
            "prot: unknown key, expected one of [cloudevents-stream, cors-origins, default-stream,"
                + " drain-timeout, host, idle-timeout, inflation-max, instances, port,"
                + " request-bytes-max], did you mean 'port'?",
            "request-bytes-max: 1GB is not between 1KB and 256MB");
  }

  @Test
  void hasAnEventLoopForEachCoreUnlessToldOtherwise() {
    assertThat(HttpConfig.read(Configuration.ofYaml("").root()).instancesOr(4)).isEqualTo(4);
    assertThat(HttpConfig.read(Configuration.ofYaml("instances: 2").root()).instancesOr(4))
        .isEqualTo(2);
  }
}
