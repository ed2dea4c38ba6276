package io.penstock.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.fixture.LakeTable;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.sink.Outcome;
import io.penstock.sink.Range;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to a table while small files are made into a large one. */
class CompactionIT {
  @TempDir private Path folder;

  private Section section;
  private DeltaConfig config;
  private ObjectStore store;
  private Engine engine;
  private Sink sink;
  private long offset;

  @BeforeEach
  void write() {
    section =
        Configuration.ofYaml(
                "location: %s\ncolumns: {open: {long: [n]}}\nmerge: {open: {on: [n]}}"
                    .formatted(folder))
            .root();
    config = DeltaConfig.read(section);
    store = config.location().open();
    engine = new Guarded(new DeltaFiles(store));
    sink =
        DeltaSink.TYPE
            .reader()
            .apply(section)
            .make(new SinkSetup("sink", List.of(Range.OPEN), folder));
    sink.open();
    for (int i = 0; i < 10; i++) {
      write(i);
    }
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private void write(int n) {
    Checkpoint at = new Checkpoint(0, offset, new Counts(offset, 0, 0, 0, 0));
    String event = "{\"id\":\"e%d\",\"n\":%d}".formatted(offset++, n);
    assertThat(sink.write(sink.encode(Range.of(Range.OPEN, at, event))))
        .isEqualTo(new Outcome.Delivered(0, 0));
  }

  private Snapshot snapshot() {
    return TableManager.loadSnapshot(DeltaFiles.pathOf("open")).build(engine);
  }

  private boolean compacts(Snapshot snapshot) throws IOException {
    Instant later = Instant.now().plus(Duration.ofHours(1));
    return new Compaction(config, store, engine).step("open", snapshot, later).isPresent();
  }

  private List<Object> numbers() {
    return LakeTable.in(folder.resolve("open")).rows("n").stream()
        .<Object>map(List::getFirst)
        .toList();
  }

  @Test
  void rowsThatAreAddedMeanwhileStay() throws IOException {
    Snapshot before = snapshot();
    write(10);

    assertThat(compacts(before)).isTrue();

    assertThat(numbers()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void itIsGivenUpWhereAFileIsReplacedMeanwhile() throws IOException {
    Snapshot before = snapshot();
    write(4);

    assertThat(compacts(before)).isFalse();
    assertThat(compacts(snapshot())).isTrue();

    assertThat(numbers()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }
}
