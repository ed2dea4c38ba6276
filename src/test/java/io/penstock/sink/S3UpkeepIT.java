package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.fixture.Bucket;
import io.penstock.fixture.FaultyHttp;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.s3.S3Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of files as they grow old, in a real S3 whose clock is right. */
class S3UpkeepIT {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Instant NOW = Range.receivedAt();
  private static final Instant THEN = NOW.minus(Duration.ofHours(50));
  private static final String AGES = "prefixes: {hot: {leave-after: 2d}, cold: {leave-after: 10d}}";

  private final Bucket bucket = Bucket.empty();
  private Predicate<String> kind = asked -> false;
  private final FaultyHttp way =
      new FaultyHttp("http://127.0.0.1:" + bucket.port(), asked -> kind.test(asked));

  @AfterEach
  void close() {
    way.close();
  }

  private SinkType.Recipe recipe(String ages) {
    return S3Sink.TYPE
        .reader()
        .apply(
            Configuration.ofYaml(bucket.keys(URI.create(way.url()).getPort()) + ages + "\n")
                .root());
  }

  private static SinkSetup setup() {
    return new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused"));
  }

  private Upkeep upkeep(String ages) {
    return recipe(ages).upkeep(setup()).orElseThrow();
  }

  private static String event(Object id, Instant time) {
    return "{\"id\":\"%s\",\"at\":\"%s\"}".formatted(id, time);
  }

  /** As it was written then. */
  private void isDelivered(Batch range) throws IOException {
    try (Sink sink = recipe(AGES).make(setup())) {
      sink.open();
      assertThat(sink.write(sink.encode(range))).isEqualTo(DELIVERED);
    }
    growOld(THEN);
  }

  private void growOld(Instant changedAt) throws IOException {
    for (String name : bucket.objects()) {
      Files.setLastModifiedTime(bucket.folder().resolve(name), FileTime.from(changedAt));
    }
  }

  private static Batch received(Checkpoint from, String... texts) {
    return Range.received(THEN, Range.OPEN, from, List.of(texts));
  }

  private static String folder(Instant hour) {
    return DateTimeFormatter.ofPattern("'stream=open/dt='uuuu-MM-dd'/hh='HH/")
        .withZone(ZoneOffset.UTC)
        .format(hour);
  }

  private Path ours(String folder, Instant hour, String name) throws IOException {
    Path file = bucket.folder().resolve(folder + "/" + folder(hour) + name);
    Files.createDirectories(file.getParent());
    return Files.setLastModifiedTime(Files.writeString(file, "ours"), FileTime.from(hour));
  }

  @Test
  void filesGoOnAsTheyGrowOld() throws IOException {
    Batch range = received(Checkpoint.at(0), event(1, THEN), "{\"id\":\"2\",\"at\":0}");
    isDelivered(range);
    String file = folder(THEN) + "topic+0+0-1.parquet";
    try (Upkeep upkeep = upkeep(AGES)) {
      assertThat(upkeep.step(NOW.minus(Duration.ofHours(4)))).isEmpty();
      assertThat(bucket.objects()).containsExactly("hot/late/" + file, "hot/" + file);

      assertThat(upkeep.step(NOW)).contains("took on 2 files of hot/");
      assertThat(bucket.objects()).containsExactly("cold/late/" + file, "cold/" + file);
      assertThat(upkeep.step(NOW)).isEmpty();
    }

    isDelivered(Range.again(range));
    assertThat(bucket.objects()).containsExactly("cold/late/" + file, "cold/" + file);
  }

  @Test
  void filesAreDeletedInTheEnd() throws IOException {
    ours("cold", NOW.minus(Duration.ofDays(11)), "topic+0+0-1.parquet");
    ours("cold", NOW.minus(Duration.ofDays(9)), "topic+0+2-3.parquet");
    try (Upkeep upkeep = upkeep(AGES)) {
      assertThat(upkeep.step(NOW)).contains("deleted 1 files of cold/");
    }
    assertThat(bucket.objects()).hasSize(1).allMatch(name -> name.endsWith("+2-3.parquet"));
  }

  /** Else years of files would be gone before somebody has set the clock. */
  @Test
  void aClockThatIsAheadDeletesNothing() throws IOException {
    ours("cold", NOW, "topic+0+0-1.parquet");
    try (Upkeep upkeep = upkeep(AGES)) {
      assertThat(upkeep.step(NOW.plus(Duration.ofDays(365)))).isEmpty();
    }
    assertThat(bucket.objects()).hasSize(1);
  }

  @Test
  void filesOfOthersAreLeftAlone() throws IOException {
    Path theirs =
        Files.createDirectories(bucket.folder().resolve("hot/stream=open/dt=2020-01-01/hh=00"));
    Files.writeString(theirs.resolve("part-0.parquet"), "theirs");
    Path ours = Files.writeString(theirs.resolve("topic+0+0-1.parquet"), "ours");
    Files.setLastModifiedTime(ours, FileTime.from(NOW.minus(Duration.ofDays(3))));
    Files.writeString(theirs.resolve("topic+0+2-3.parquet"), "ours, of a time made up");
    try (Upkeep upkeep = upkeep("prefixes: {hot: {leave-after: 2d}}")) {
      assertThat(upkeep.step(NOW)).contains("deleted 1 files of hot/");
    }
    assertThat(bucket.objects())
        .containsExactly(
            "hot/stream=open/dt=2020-01-01/hh=00/part-0.parquet",
            "hot/stream=open/dt=2020-01-01/hh=00/topic+0+2-3.parquet");
  }

  /** The topic was made again while the first file grew old. */
  @Test
  void aFileGoesOnBesideAnotherOfItsName() throws IOException {
    try (Upkeep upkeep = upkeep(AGES)) {
      isDelivered(received(Checkpoint.at(0), event(1, THEN)));
      assertThat(upkeep.step(NOW)).contains("took on 1 files of hot/");
      isDelivered(received(Checkpoint.at(0), event(2, THEN)));
      assertThat(upkeep.step(NOW)).contains("took on 1 files of hot/");
    }
    assertThat(bucket.objects()).hasSize(2).allMatch(name -> name.startsWith("cold/"));
    assertThat(
            bucket.query(
                "parquet",
                "SELECT id FROM read_parquet({files}, hive_partitioning = false) ORDER BY id"))
        .containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  void aFileThatStaysWhereItIsKeepsNoOtherFromGoingOn() throws IOException {
    for (int i = 0; i < 3; i++) {
      ours("hot", THEN, "topic+0+%d-%d.parquet".formatted(i, i));
    }
    kind = asked -> asked.startsWith("PUT") && asked.contains("topic+0+0-0");
    way.answersNext(403, "<Error><Code>InvalidObjectState</Code></Error>");
    try (Upkeep upkeep = upkeep(AGES)) {
      assertThat(upkeep.step(NOW)).contains("took on 2 files of hot/");
      assertThat(bucket.objects()).filteredOn(name -> name.startsWith("hot/")).hasSize(1);

      assertThatThrownBy(() -> upkeep.step(NOW))
          .isInstanceOf(SinkFault.class)
          .hasMessageContaining("1 files can be neither taken on nor deleted now")
          .hasMessageContaining("topic+0+0-0.parquet")
          .hasMessageContaining("InvalidObjectState");

      assertThat(upkeep.step(NOW.plus(Duration.ofHours(2)))).contains("took on 1 files of hot/");
      assertThat(upkeep.step(NOW.plus(Duration.ofHours(2)))).isEmpty();
    }
  }

  @Test
  void aCopyThatNobodyHasSeenLeavesTheFileWhereItIs() throws IOException {
    ours("hot", THEN, "topic+0+0-0.parquet");
    kind = asked -> asked.startsWith("PUT");
    way.answersNext(200, "<CopyObjectResult><ETag>made-up</ETag></CopyObjectResult>");
    try (Upkeep upkeep = upkeep(AGES)) {
      assertThatThrownBy(() -> upkeep.step(NOW)).hasMessageContaining("is copied");
    }
    assertThat(bucket.objects()).hasSize(1).allMatch(name -> name.startsWith("hot/"));
  }
}
