package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.fixture.Bucket;
import io.penstock.fixture.FaultyHttp;
import io.penstock.fixture.LakeTable;
import io.penstock.ledger.Checkpoint;
import io.penstock.load.process.S3Engine;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SinkType.Recipe;
import io.penstock.sink.delta.DeltaSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables in a real S3, and what goes wrong on the way there; afterwards all is there, once. */
class DeltaOnS3IT {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);

  private final Bucket bucket = Bucket.empty();
  private final FaultyHttp way =
      new FaultyHttp(
          "http://127.0.0.1:" + bucket.port(),
          asked -> asked.startsWith("PUT") && asked.contains("_delta_log"));
  private Checkpoint at = Checkpoint.at(0);
  private Sink sink;

  @BeforeEach
  void open() {
    sink = recipe().make(setup());
    sink.open();
    write();
  }

  @AfterEach
  void close() {
    sink.close();
    way.close();
  }

  private Recipe recipe() {
    Section section =
        Configuration.ofYaml(
                """
                location: s3://%s/a/lake
                checkpoint-every: 5
                s3:
                  endpoint: http://127.0.0.1:%d
                  access-key: %s
                  secret-key: %s
                  request-timeout: 3s
                """
                    .formatted(
                        bucket.name(),
                        URI.create(way.url()).getPort(),
                        S3Engine.ACCESS_KEY,
                        S3Engine.SECRET_KEY))
            .root();
    return DeltaSink.TYPE.reader().apply(section);
  }

  private static SinkSetup setup() {
    return new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused"));
  }

  private LakeTable table() {
    return LakeTable.in(bucket.folder().resolve("a/lake/open"));
  }

  private Batch batch() {
    return Range.of(Range.OPEN, at, Range.many(10, "e" + at.next()));
  }

  private void write() {
    Batch batch = batch();
    assertThat(sink.write(sink.encode(batch))).isEqualTo(DELIVERED);
    at = batch.after(0, 0);
  }

  private Outcome offer() {
    return sink.write(sink.encode(batch()));
  }

  private void isThereOnce(int rows) {
    assertThat(table().rows("id")).hasSize(rows).doesNotHaveDuplicates();
    assertThat(sink.checkpoint(Range.TOPIC, 0)).map(Checkpoint::next).contains((long) rows);
  }

  @Test
  void versionsAreThereAndKeptInOrder() {
    for (int i = 0; i < 9; i++) {
      write();
    }
    try (Upkeep upkeep = recipe().upkeep(setup()).orElseThrow()) {
      Instant later = Instant.now().plus(Duration.ofHours(1));
      assertThat(upkeep.step(later)).contains("table open: wrote a checkpoint at version 10");
      assertThat(upkeep.step(later)).contains("table open: made one file of 10");
      assertThat(upkeep.step(later.plus(Duration.ofDays(8))))
          .contains("table open: deleted 10 files that it has no more");
    }
    write();

    isThereOnce(110);
    assertThat(table().files()).hasSize(2);
  }

  /** The commit is tried a second time at once, and is there. */
  @ParameterizedTest
  @ValueSource(ints = {409, 500, 503})
  void oneAnswerThatSaysNotNowCostsNothing(int status) {
    way.answersNext(status);

    assertThat(offer()).isEqualTo(DELIVERED);

    isThereOnce(20);
  }

  @Test
  void anAccessThatIsRefusedHoldsTheSink() {
    way.answersNext(403);

    assertThat(offer())
        .isInstanceOfSatisfying(
            Outcome.Hold.class, hold -> assertThat(hold.cause()).isEqualTo(Cause.ACCESS));

    assertThat(offer()).isEqualTo(DELIVERED);
    isThereOnce(20);
  }

  /** The version is there, and no conflict with itself. */
  @Test
  void aLostAnswerOfTheCommitCostsNothing() {
    way.losesTheNextAnswer();

    assertThat(offer()).isEqualTo(DELIVERED);

    isThereOnce(20);
  }

  @Test
  void aTimeoutAfterTheCommitCostsNothing() {
    way.keepsTheNextAnswer();

    assertThat(offer()).isEqualTo(DELIVERED);

    isThereOnce(20);
  }

  @Test
  void whoComesNextGoesOnBehindALostAnswer() {
    way.losesTheNextAnswer();
    Outcome outcome = offer();
    sink.close();
    sink = recipe().make(setup());
    sink.open();

    assertThat(offer()).isEqualTo(new Outcome.Superseded());

    assertThat(outcome).isEqualTo(DELIVERED);
    isThereOnce(20);
  }

  /** As if it had been killed between the two. */
  @Test
  void aFileWithoutItsCommitHasNoRows() throws IOException {
    Path file =
        bucket.folder().resolve("a/lake/open").resolve(table().files().getFirst().getPath());
    Files.copy(file, file.resolveSibling("part-orphan.parquet"));

    write();

    isThereOnce(20);
  }
}
