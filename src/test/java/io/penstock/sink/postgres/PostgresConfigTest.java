package io.penstock.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import io.penstock.config.Unusable;
import io.penstock.sink.postgres.PostgresConfig.Timescale;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresConfigTest {
  @Test
  void needsOnlyAUrl() {
    assertThat(read("url: jdbc:postgresql://db/events"))
        .isEqualTo(
            new PostgresConfig(
                "jdbc:postgresql://db/events",
                Optional.empty(),
                Optional.empty(),
                "public",
                Period.Length.DAY,
                3,
                Optional.empty(),
                Timescale.AUTO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20)));
  }

  @Test
  void takesEveryKey() {
    assertThat(
            read(
                """
                url: jdbc:postgresql://db:5433/events
                user: penstock
                password: hunter2
                schema: raw
                partition: month
                partitions-ahead: 2
                delete-after: 90d
                timescale: off
                connect-timeout: 2s
                statement-timeout: 40s
                """))
        .isEqualTo(
            new PostgresConfig(
                "jdbc:postgresql://db:5433/events",
                Optional.of("penstock"),
                Optional.of(new Secret("hunter2")),
                "raw",
                Period.Length.MONTH,
                2,
                Optional.of(Duration.ofDays(90)),
                Timescale.OFF,
                Duration.ofSeconds(2),
                Duration.ofSeconds(40)));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThat(problems("schema: raw")).containsExactly("url: is required");
    assertThat(problems("url: postgres://db/events"))
        .containsExactly("url: does not begin with jdbc:postgresql://");
    assertThat(problems("url: jdbc:postgresql://db/events?user=a&password=b"))
        .containsExactly(
            "url: holds a password; it belongs under 'password', which is never shown");
    assertThat(problems("{url: 'jdbc:postgresql://db/e', statement-timeout: 90s}"))
        .singleElement()
        .asString()
        .startsWith("statement-timeout: ");
    assertThat(problems("{url: 'jdbc:postgresql://db/e', delete-after: 23h}"))
        .containsExactly("delete-after: is 0s, which is never, or at least 1d");
    assertThat(problems("{url: 'jdbc:postgresql://db/e', partitions-ahead: 32}"))
        .containsExactly("partitions-ahead: 32 is not between 0 and 31");
  }

  private static PostgresConfig read(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    PostgresConfig config = PostgresConfig.read(configuration.root());
    configuration.finish();
    return config;
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(Unusable.class, () -> read(yaml)).problems();
  }
}
