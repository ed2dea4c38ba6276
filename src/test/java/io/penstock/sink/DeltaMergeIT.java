package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.event.Event;
import io.penstock.event.Stream;
import io.penstock.fixture.LakeTable;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.SinkType.Recipe;
import io.penstock.sink.delta.DeltaSink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaMergeIT {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);

  @TempDir private Path folder;

  private Sink sink;
  private Checkpoint at = Checkpoint.at(0);

  @BeforeEach
  void open() {
    sink = recipe("on: [trace, url]").make(setup());
    sink.open();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private Recipe recipe(String on) {
    return DeltaSink.TYPE
        .reader()
        .apply(
            Configuration.ofYaml(
                    """
                    location: %s
                    columns: {open: {text: [url, state], long: [trace]}}
                    merge: {open: {%s}}
                    """
                        .formatted(folder, on))
                .root());
  }

  private SinkSetup setup() {
    return new SinkSetup("sink", List.of(Range.OPEN), folder);
  }

  private static String event(String id, long trace, String url, String state) {
    return "{\"id\":\"%s\",\"trace\":%d,\"url\":\"%s\",\"state\":\"%s\"}"
        .formatted(id, trace, url, state);
  }

  private void write(String... events) {
    Batch batch = Range.of(Range.OPEN, at, events);
    assertThat(sink.write(sink.encode(batch))).isEqualTo(DELIVERED);
    at = batch.after(0, 0);
  }

  private LakeTable table() {
    return LakeTable.in(folder.resolve("open"));
  }

  private List<List<@Nullable Object>> rows(String... columns) {
    return table().rows(columns).stream().sorted(Comparator.comparing(Object::toString)).toList();
  }

  @Test
  void aLaterEventReplacesTheRowWithTheSameKey() {
    write(event("1", 7, "a", "new"), event("2", 7, "b", "new"), event("3", 8, "a", "new"));

    write(event("4", 7, "a", "done"), event("5", 9, "c", "new"));

    assertThat(rows("trace", "url", "id", "state"))
        .containsExactly(
            List.of(7L, "a", "4", "done"),
            List.of(7L, "b", "2", "new"),
            List.of(8L, "a", "3", "new"),
            List.of(9L, "c", "5", "new"));
  }

  @Test
  void ofABatchTheLastOneStays() {
    write(event("1", 7, "a", "one"), event("2", 7, "a", "two"), event("3", 7, "a", "three"));

    assertThat(rows("id", "state")).containsExactly(List.of("3", "three"));
    assertThat(sink.checkpoint(Range.TOPIC, 0)).contains(at);
  }

  @Test
  void onlyTouchedFilesAreWrittenAnew() {
    write(event("1", 1, "a", "new"), event("2", 2, "a", "new"));
    write(event("3", 11, "a", "new"), event("4", 12, "a", "new"));
    List<String> before = table().files().stream().map(file -> file.getPath()).toList();

    write(event("5", 12, "a", "done"));

    List<String> after = table().files().stream().map(file -> file.getPath()).toList();
    assertThat(after).hasSize(3);
    assertThat(before.stream().filter(after::contains)).hasSize(1);
    assertThat(rows("id")).containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("5"));
  }

  @Test
  void aFileOfWhichNothingIsLeftIsGone() {
    write(event("1", 1, "a", "new"));

    write(event("2", 1, "a", "done"));

    assertThat(table().files()).hasSize(1);
    assertThat(rows("id")).containsExactly(List.of("2"));
  }

  @Test
  void longTextsThatBeginAlikeAreNotTheSame() {
    String url = "https://example.org/" + "x".repeat(50);
    write(event("1", 1, url + "1", "new"), event("2", 1, url + "2", "new"));

    write(event("3", 1, url + "2", "done"));

    assertThat(rows("id", "state")).containsExactly(List.of("1", "new"), List.of("3", "done"));
  }

  @Test
  void whatHasNoWholeKeyReplacesNothing() {
    write("{\"id\":\"1\",\"trace\":1}", event("2", 1, "a", "new"));

    write("{\"id\":\"3\",\"trace\":1}");

    assertThat(rows("id")).containsExactly(List.of("1"), List.of("2"), List.of("3"));
  }

  @Test
  void aTenantReplacesOnlyItsOwn() {
    write(event("1", 1, "a", "new"));
    Batch others = Range.of(Range.OPEN, at, event("2", 1, "a", "new"));
    Event theirs = others.events().getFirst();
    List<Event> events = List.of(ofTenant("another", theirs));
    Batch batch =
        new Batch(
            others.stream(),
            others.topic(),
            others.partition(),
            others.from(),
            others.next(),
            events,
            others.others());

    assertThat(sink.write(sink.encode(batch))).isEqualTo(DELIVERED);

    assertThat(rows("id")).containsExactly(List.of("1"), List.of("2"));
  }

  private static Event ofTenant(String tenant, Event event) {
    return new Event(
        event.offset(),
        tenant,
        event.id(),
        event.type(),
        event.timeMicros(),
        event.receivedAtMicros(),
        event.data(),
        event.columns());
  }

  @Test
  void aRangeThatWasWrittenIsSuperseded() {
    Batch batch = Range.of(Range.OPEN, at, event("1", 1, "a", "new"));
    sink.write(sink.encode(batch));

    assertThat(sink.write(sink.encode(batch))).isEqualTo(new Outcome.Superseded());

    assertThat(rows("id")).hasSize(1);
  }

  /** Of other partitions, so that no checkpoint is in the way: only what was read is old. */
  @Test
  void whatAnotherHasWrittenMeanwhileIsReplacedToo() {
    write(event("1", 1, "a", "new"));
    try (Sink other = recipe("on: [trace, url]").make(setup())) {
      other.open();
      Batch batch =
          onPartition(1, Range.of(Range.OPEN, Checkpoint.at(0), event("2", 1, "a", "two")));
      assertThat(other.write(other.encode(batch))).isEqualTo(DELIVERED);
    }

    write(event("3", 1, "a", "three"));

    assertThat(rows("id", "state")).containsExactly(List.of("3", "three"));
  }

  private static Batch onPartition(int partition, Batch batch) {
    return new Batch(
        batch.stream(),
        batch.topic(),
        partition,
        batch.from(),
        batch.next(),
        batch.events(),
        batch.others());
  }

  @Test
  void whatWasCompactedIsReplacedToo() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      write(event("e" + i, i, "a", "new"));
      ids.add("e" + i);
    }
    try (Upkeep upkeep = recipe("on: [trace, url]").upkeep(setup()).orElseThrow()) {
      Optional<String> done = upkeep.step(Instant.now().plus(Duration.ofHours(1)));
      assertThat(done).contains("table open: made one file of 10");
    }

    write(event("f", 4, "a", "done"));

    ids.remove("e4");
    ids.add("f");
    assertThat(table().rows("id").stream().map(row -> String.valueOf(row.getFirst())))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aKeyThatIsNoColumnIsAMistake() {
    Sink wrong =
        recipe("on: [nothing]")
            .make(new SinkSetup("wrong", List.<Stream>of(Range.OPEN), folder.resolve("x")));

    assertThatThrownBy(wrong::open)
        .isInstanceOf(SinkFault.class)
        .hasMessage("merge.open.on: the table has no column nothing");
  }
}
