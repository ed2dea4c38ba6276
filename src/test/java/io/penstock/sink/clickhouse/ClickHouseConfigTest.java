package io.penstock.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import io.penstock.config.Unusable;
import io.penstock.sink.http.Compression;
import io.penstock.sink.http.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClickHouseConfigTest {
  @Test
  void needsOnlyAUrl() {
    assertThat(read("url: http://db:8123"))
        .isEqualTo(
            new ClickHouseConfig(
                new Endpoint(
                    URI.create("http://db:8123"),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(5)),
                "default",
                true,
                RowFormat.Kind.ROW_BINARY,
                Compression.LZ4,
                Duration.ofSeconds(30)));
  }

  @Test
  void takesEveryKey() {
    assertThat(
            read(
                """
                url: https://db:8443/
                database: raw
                user: penstock
                password: hunter2
                create-tables: false
                format: json-each-row
                compression: zstd
                connect-timeout: 2s
                statement-timeout: 40s
                """))
        .isEqualTo(
            new ClickHouseConfig(
                new Endpoint(
                    URI.create("https://db:8443/"),
                    Optional.of("penstock"),
                    Optional.of(new Secret("hunter2")),
                    Duration.ofSeconds(2)),
                "raw",
                false,
                RowFormat.Kind.JSON_EACH_ROW,
                Compression.ZSTD,
                Duration.ofSeconds(40)));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThat(problems("database: raw")).containsExactly("url: is required");
    assertThat(problems("url: clickhouse://db"))
        .containsExactly("url: is not http://host:port or https://host:port");
    assertThat(problems("url: 'http://a b'"))
        .containsExactly("url: is not http://host:port or https://host:port");
    assertThat(problems("url: http://me:secret@db:8123"))
        .containsExactly(
            "url: holds more than host and port: user and password have keys of their own");
  }

  private static ClickHouseConfig read(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    ClickHouseConfig config = ClickHouseConfig.read(configuration.root());
    configuration.finish();
    return config;
  }

  private static List<String> problems(String yaml) {
    Unusable unusable = catchThrowableOfType(Unusable.class, () -> read(yaml));
    return unusable.problems();
  }
}
