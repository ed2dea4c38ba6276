package io.penstock.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import io.penstock.sink.objects.AzureAccess;
import io.penstock.sink.objects.S3Access;
import io.penstock.sink.parquet.ColumnType;
import io.penstock.sink.parquet.FieldColumns;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeltaConfigTest {
  @Test
  void needsOnlyALocation() {
    assertThat(read("location: /data/lake"))
        .isEqualTo(
            new DeltaConfig(
                new Location.Folder(Path.of("/data/lake")),
                new FieldColumns(Map.of()),
                Map.of(),
                50,
                32 << 20,
                64 << 20,
                Duration.ofMinutes(10),
                Duration.ofDays(7)));
  }

  @Test
  void takesEveryKey() {
    assertThat(
            read(
                """
                location: file:///data/lake
                columns: {orders: {text: [plan]}}
                merge: {orders: {on: [plan, id]}}
                checkpoint-every: 10
                compact-below: 8MB
                compact-to: 16MB
                compact-after: 1m
                vacuum-after: 2d
                """))
        .isEqualTo(
            new DeltaConfig(
                new Location.Folder(Path.of("/data/lake")),
                new FieldColumns(Map.of("orders", Map.of("plan", ColumnType.TEXT))),
                Map.of("orders", List.of("plan", "id")),
                10,
                8 << 20,
                16 << 20,
                Duration.ofMinutes(1),
                Duration.ofDays(2)));
  }

  @Test
  void knowsTheStoreByItsLocation() {
    assertThat(read("location: s3://bucket/a/b\ns3: {endpoint: 'http://minio:9000'}").location())
        .isEqualTo(
            new Location.Bucket(
                new S3Access(
                    Optional.of(URI.create("http://minio:9000")),
                    "us-east-1",
                    "bucket",
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    16 << 20,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20)),
                "a/b/"));
    assertThat(read("location: az://container\nazure: {account: me, account-key: a2V5}").location())
        .isEqualTo(
            new Location.Container(
                new AzureAccess(
                    "https://me.blob.core.windows.net",
                    "me",
                    "container",
                    Optional.of(new Secret("a2V5")),
                    Optional.empty(),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20)),
                ""));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThat(problems("compact-below: 1MB")).containsExactly("location: is required");
    assertThat(problems("location: lake"))
        .containsExactly(
            "location: is no absolute path, and not s3://bucket/folder or az://container/folder");
    assertThat(problems("location: /lake\ncompact-to: 16MB"))
        .containsExactly("compact-below: is more than compact-to");
    assertThat(problems("location: az://container"))
        .containsExactlyInAnyOrder(
            "azure.account: is required",
            "azure.account-key: or sas-token is required, and not both");
    assertThat(problems("location: az://c\nazure: {account: a, account-key: x, sas-token: y}"))
        .containsExactly("azure.account-key: or sas-token is required, and not both");
  }

  private static DeltaConfig read(String yaml) {
    return DeltaConfig.read(Configuration.ofYaml(yaml).root());
  }

  private static List<String> problems(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    DeltaConfig.read(configuration.root());
    return Complaints.of(configuration);
  }
}
