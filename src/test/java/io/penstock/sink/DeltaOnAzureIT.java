package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.fixture.Container;
import io.penstock.fixture.LakeTable;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.SinkType.Recipe;
import io.penstock.sink.delta.DeltaSink;
import io.penstock.sink.delta.LakeInStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables in blob storage of Azure's kind. */
class DeltaOnAzureIT {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);

  @TempDir private Path folder;

  private final Container container = Container.empty();
  private Checkpoint at = Checkpoint.at(0);
  private Sink sink;

  @BeforeEach
  void open() {
    sink = recipe().make(setup());
    sink.open();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private String yaml() {
    return "location: az://%s/lake\ncheckpoint-every: 5\nazure:\n%s"
        .formatted(container.name(), container.keys().indent(2));
  }

  private Recipe recipe() {
    return DeltaSink.TYPE.reader().apply(Configuration.ofYaml(yaml()).root());
  }

  private SinkSetup setup() {
    return new SinkSetup("sink", List.of(Range.OPEN), folder);
  }

  private LakeTable table() {
    return LakeInStore.copied(Configuration.ofYaml(yaml()).root(), "open", folder);
  }

  private void write() {
    Batch batch = Range.of(Range.OPEN, at, Range.many(10, "e" + at.next()));
    assertThat(sink.write(sink.encode(batch))).isEqualTo(DELIVERED);
    at = batch.after(0, 0);
  }

  @Test
  void versionsAreThereAndKeptInOrder() {
    for (int i = 0; i < 10; i++) {
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

    assertThat(table().rows("id")).hasSize(110).doesNotHaveDuplicates();
    assertThat(sink.checkpoint(Range.TOPIC, 0)).contains(at);
  }

  @Test
  void ofTwoWritersOfARangeOneIsSuperseded() {
    write();
    try (Sink frozen = recipe().make(setup())) {
      frozen.open();
      frozen.checkpoint(Range.TOPIC, 0);
      Encoded late = frozen.encode(Range.of(Range.OPEN, at, Range.many(20, "late")));
      write();

      assertThat(frozen.write(late)).isEqualTo(new Outcome.Superseded());
    }
    assertThat(table().rows("id")).hasSize(20).doesNotHaveDuplicates();
  }
}
