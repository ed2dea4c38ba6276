package io.penstock.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import io.penstock.config.Section;
import io.penstock.sink.objects.S3Access;
import io.penstock.sink.parquet.ColumnType;
import io.penstock.sink.parquet.FieldColumns;
import io.penstock.sink.s3.S3Config.Age;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3ConfigTest {
  @Test
  void needsOnlyABucket() {
    assertThat(read("bucket: events"))
        .isEqualTo(
            new S3Config(
                new S3Access(
                    Optional.empty(),
                    "us-east-1",
                    "events",
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    16 << 20,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20)),
                "",
                FileFormat.PARQUET,
                Duration.ofHours(6),
                List.of(new Age("", Optional.empty(), Optional.empty())),
                new FieldColumns(Map.of())));
  }

  @Test
  void takesEveryKey() {
    assertThat(
            read(
                """
                endpoint: https://minio:9000
                region: eu-central-1
                bucket: events
                path-style: false
                access-key: me
                secret-key: hunter2
                part-bytes: 8MB
                connect-timeout: 2s
                request-timeout: 40s
                prefix: a/b/
                format: parquet
                late-after: 2h
                prefixes:
                  hot: {leave-after: 7d}
                  cold: {leave-after: 30d, storage-class: GLACIER_IR}
                columns:
                  orders: {text: [plan], double: [amount]}
                """))
        .isEqualTo(
            new S3Config(
                new S3Access(
                    Optional.of(URI.create("https://minio:9000")),
                    "eu-central-1",
                    "events",
                    false,
                    Optional.of("me"),
                    Optional.of(new Secret("hunter2")),
                    8 << 20,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(40)),
                "a/b/",
                FileFormat.PARQUET,
                Duration.ofHours(2),
                List.of(
                    new Age("hot/", Optional.of(Duration.ofDays(7)), Optional.empty()),
                    new Age("cold/", Optional.of(Duration.ofDays(30)), Optional.of("GLACIER_IR"))),
                new FieldColumns(
                    Map.of(
                        "orders", Map.of("plan", ColumnType.TEXT, "amount", ColumnType.DOUBLE)))));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThat(problems("region: x")).containsExactly("bucket: is required");
    assertThat(problems("bucket: b\nprefix: a"))
        .containsExactly(
            "prefix: is at most 5 folders of A-Z, a-z, 0-9, _, . and -, each with a / behind it");
    assertThat(problems("bucket: b\naccess-key: me"))
        .containsExactly("access-key: and secret-key come together, or neither of them");
    assertThat(problems("bucket: b\nregion: ''")).containsExactly("region: is empty");
    assertThat(problems("bucket: b\nformat: ndjson\ncolumns: {orders: {text: [plan]}}"))
        .containsExactly("columns: is for format: parquet; lines of JSON have every field");
    assertThat(problems("bucket: b\nendpoint: minio:9000"))
        .containsExactly("endpoint: is not http://host:port or https://host:port");
  }

  @Test
  void refusesAgesThatTakeAwayWhatIsStillWritten() {
    assertThat(problems("bucket: b\nprefixes: {hot: {leave-after: 7h}}"))
        .containsExactly(
            "prefixes: hot/ has a leave-after that is not longer than late-after and an hour");
    assertThat(problems("bucket: b\nprefixes: {hot: {leave-after: 3d}, cold: {leave-after: 3d}}"))
        .containsExactly(
            "prefixes: cold/ has a leave-after that is not longer than that of the one before it");
    assertThat(problems("bucket: b\nprefixes: {hot: {}, cold: {}}"))
        .containsExactly("prefixes: hot/ has no leave-after, so nothing goes on from there");
    assertThat(problems("bucket: b\nprefixes: {a b: {}}"))
        .containsExactly("prefixes: 'a b' has other signs than A-Z, a-z, 0-9, _, . and -");
  }

  /** What is of them has to be restored first. */
  @Test
  void refusesAFolderFromWhichNothingCanBeTakenOn() {
    String ages =
        "bucket: b\nprefixes: {a: {leave-after: 2d, storage-class: %s}, b: {storage-class: %s}}";

    assertThat(problems(ages.formatted("GLACIER", "STANDARD")))
        .containsExactly(
            "prefixes: a/ has the storage-class GLACIER, of which nothing can be copied to b/; that"
                + " is for the last");
    assertThat(problems(ages.formatted("DEEP_ARCHIVE", "DEEP_ARCHIVE"))).hasSize(1);
    assertThat(problems(ages.formatted("GLACIER_IR", "GLACIER"))).isEmpty();
  }

  @Test
  void refusesColumnsThatAreThereAlready() {
    assertThat(problems("bucket: b\ncolumns: {orders: {text: [id]}}"))
        .containsExactly("columns.orders.text: 'id' is the name of a column already");
    assertThat(problems("bucket: b\ncolumns: {orders: {text: [a], long: [a]}}"))
        .containsExactly("columns.orders.long: 'a' is the name of a column already");
  }

  private static S3Config read(String yaml) {
    return S3Config.read(section(Configuration.ofYaml(yaml)));
  }

  private static List<String> problems(String yaml) {
    Configuration configuration = Configuration.ofYaml(yaml);
    S3Config.read(section(configuration));
    return Complaints.of(configuration);
  }

  private static Section section(Configuration configuration) {
    return configuration.root();
  }
}
