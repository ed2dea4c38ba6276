package io.penstock.sink.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import io.penstock.config.Unusable;
import io.penstock.sink.http.Compression;
import io.penstock.sink.http.Endpoint;
import io.penstock.sink.opensearch.OpenSearchConfig.Indices;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSearchConfigTest {
  @Test
  void needsOnlyAUrl() {
    assertThat(read("url: http://db:9200"))
        .isEqualTo(
            new OpenSearchConfig(
                new Endpoint(
                    URI.create("http://db:9200"),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(5)),
                "",
                Indices.DAILY,
                Duration.ofDays(5),
                true,
                Compression.NONE,
                Duration.ofSeconds(30),
                new LifecycleConfig(Optional.empty(), Optional.empty(), Optional.empty())));
  }

  @Test
  void takesEveryKey() {
    assertThat(
            read(
                """
                url: https://db:9200/
                user: penstock
                password: hunter2
                index-prefix: raw-
                indices: data-stream
                late-after: 3d
                create-templates: false
                compression: gzip
                connect-timeout: 2s
                request-timeout: 40s
                lifecycle:
                  force-merge-after: 1d
                  delete-after: 7d
                  snapshot-repository: attic
                """))
        .isEqualTo(
            new OpenSearchConfig(
                new Endpoint(
                    URI.create("https://db:9200/"),
                    Optional.of("penstock"),
                    Optional.of(new Secret("hunter2")),
                    Duration.ofSeconds(2)),
                "raw-",
                Indices.DATA_STREAM,
                Duration.ofDays(3),
                false,
                Compression.GZIP,
                Duration.ofSeconds(40),
                new LifecycleConfig(
                    Optional.of(Duration.ofDays(1)),
                    Optional.of(Duration.ofDays(7)),
                    Optional.of("attic"))));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThat(problems("index-prefix: raw-")).containsExactly("url: is required");
    assertThat(problems("url: http://db\nindex-prefix: _x"))
        .containsExactly(
            "index-prefix: is at most 100 of a-z, 0-9, _, . and -, and begins with neither sign");
    assertThat(problems("url: http://db\nlifecycle: {delete-after: 1h}"))
        .contains("lifecycle.delete-after: is 0s, which is never, or at least 1d");
    assertThat(problems("url: http://db\nlifecycle: {delete-after: 5d}"))
        .containsExactly(
            "lifecycle: delete-after is at least a day longer than late-after: what comes late"
                + " would be deleted at once");
    assertThat(problems("url: http://db\nlifecycle: {snapshot-repository: attic}"))
        .containsExactly(
            "lifecycle.snapshot-repository: is of no use without delete-after: nothing is deleted");
  }

  private static OpenSearchConfig read(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    OpenSearchConfig config = OpenSearchConfig.read(configuration.root());
    configuration.finish();
    return config;
  }

  private static List<String> problems(String yaml) {
    Unusable unusable = catchThrowableOfType(Unusable.class, () -> read(yaml));
    return unusable.problems();
  }
}
