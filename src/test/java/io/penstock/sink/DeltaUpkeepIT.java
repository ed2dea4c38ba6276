package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.internal.actions.AddFile;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.fixture.LakeTable;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.SinkType.Recipe;
import io.penstock.sink.delta.DeltaSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaUpkeepIT {
  private final Instant now = Instant.now().plus(Duration.ofHours(1));
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;

  private Sink sink;
  private Upkeep upkeep;
  private Checkpoint at = Checkpoint.at(0);

  @BeforeEach
  void open() {
    sink = recipe().make(setup());
    upkeep = recipe().upkeep(setup()).orElseThrow();
    sink.open();
  }

  @AfterEach
  void close() {
    upkeep.close();
    sink.close();
  }

  private Recipe recipe() {
    Section section =
        Configuration.ofYaml("location: " + folder + "\ncheckpoint-every: 5\nvacuum-after: 7d")
            .root();
    return DeltaSink.TYPE.reader().apply(section);
  }

  private SinkSetup setup() {
    return new SinkSetup("sink", List.of(Range.OPEN), folder);
  }

  private LakeTable table() {
    return LakeTable.in(folder.resolve("open"));
  }

  private void write(int batches) {
    for (int i = 0; i < batches; i++) {
      Batch batch = Range.of(Range.OPEN, at, Range.many(10, "e" + at.next()));
      assertThat(sink.write(sink.encode(batch))).isEqualTo(new Outcome.Delivered(0, 0));
      at = batch.after(0, 0);
    }
  }

  /** All that there is to do; each step does one thing. */
  private List<String> steps(Instant now) {
    List<String> done = new ArrayList<>();
    for (Optional<String> step = upkeep.step(now); step.isPresent(); step = upkeep.step(now)) {
      done.add(step.get());
    }
    return done;
  }

  private List<Object> ids() {
    return table().rows("id").stream().<Object>map(List::getFirst).sorted().toList();
  }

  private List<String> onDisk() {
    return table().onDisk().stream().filter(name -> !name.startsWith("_")).toList();
  }

  @Test
  void aCheckpointOfTheLogIsWrittenNowAndThen() throws IOException {
    write(3);
    assertThat(steps(now)).isEmpty();
    write(1);

    assertThat(steps(now)).containsExactly("table open: wrote a checkpoint at version 4");

    write(2);
    Path log = folder.resolve("open/_delta_log");
    assertThat(log.resolve("_last_checkpoint")).exists();
    for (int version = 0; version < 4; version++) {
      Files.delete(log.resolve("%020d.json".formatted(version)));
    }
    sink.close();
    sink.open();
    assertThat(sink.checkpoint(Range.TOPIC, 0)).contains(at);
    assertThat(ids()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void smallFilesBecomeOneAndTheRowsStayAsTheyAre() {
    write(10);
    List<Object> before = ids();

    assertThat(steps(now)).contains("table open: made one file of 10");

    assertThat(table().files())
        .hasSize(1)
        .extracting(AddFile::getNumRecords)
        .containsExactly(Optional.of(100L));
    assertThat(ids()).isEqualTo(before);
    assertThat(steps(now)).isEmpty();
  }

  /** The sink knows nothing of it before it commits. */
  @Test
  void theSinkGoesOnBehindACompaction() {
    write(10);
    steps(now);

    write(3);

    assertThat(table().files()).hasSize(4);
    assertThat(ids()).hasSize(130).doesNotHaveDuplicates();
    sink.close();
    sink.open();
    assertThat(sink.checkpoint(Range.TOPIC, 0)).contains(at);
  }

  @Test
  void youngFilesAndFewFilesStayAsTheyAre() {
    write(10);
    assertThat(steps(Instant.now()))
        .containsExactly("table open: wrote a checkpoint at version 10");

    assertThat(table().files()).hasSize(10);
  }

  @Test
  void whatIsInNoVersionAnyMoreIsDeletedInTime() throws IOException {
    write(10);
    steps(now);
    write(1);
    Path stray = Files.writeString(folder.resolve("open/part-stray.parquet"), "x");
    Path young = Files.writeString(folder.resolve("open/part-young.parquet"), "x");
    Files.setLastModifiedTime(young, FileTime.from(now.plus(DAY.multipliedBy(5))));
    Path foreign = Files.writeString(folder.resolve("open/_notes.parquet"), "x");
    List<Object> before = ids();

    assertThat(steps(now.plus(DAY.multipliedBy(6)))).isEmpty();
    assertThat(onDisk()).hasSize(14);

    assertThat(steps(now.plus(DAY.multipliedBy(8))))
        .containsExactly("table open: deleted 11 files that it has no more");
    assertThat(onDisk()).hasSize(3);
    assertThat(stray).doesNotExist();
    assertThat(young).exists();
    assertThat(foreign).exists();
    assertThat(ids()).isEqualTo(before);
  }

  @Test
  void whatIsMissingIsNothingToDo() {
    try (Upkeep its =
        recipe().upkeep(new SinkSetup("sink", List.of(Range.ANALYTICS), folder)).orElseThrow()) {
      assertThat(its.step(now)).isEmpty();
    }
  }
}
