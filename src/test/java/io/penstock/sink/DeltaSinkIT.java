package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.TableManager;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.penstock.event.Stream;
import io.penstock.fixture.LakeTable;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.delta.DeltaSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeltaSinkIT extends StoreContract {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Outcome SUPERSEDED = new Outcome.Superseded();

  private String more = "";

  @Override
  protected SinkType type() {
    return DeltaSink.TYPE;
  }

  @Override
  protected String configuration() {
    return "location: " + dataDir + "/lake\n" + more;
  }

  private void configure(String yaml) {
    more = yaml + "\n";
    sink = sinkNamed("sink");
  }

  private LakeTable table(Stream stream) {
    return LakeTable.in(dataDir.resolve("lake").resolve(stream.name()));
  }

  private List<List<@Nullable Object>> rows(String... columns) {
    return table(OPEN).rows(columns).stream()
        .sorted(Comparator.comparing(row -> String.valueOf(row.getFirst())))
        .toList();
  }

  @Override
  protected long count(Stream stream) {
    return table(stream).rows("id").size();
  }

  @Override
  protected List<String> data(Stream stream) {
    return rows("id", "data").stream().map(row -> String.valueOf(row.get(1))).toList();
  }

  private static Checkpoint after(Batch batch) {
    return batch.after(0, 0);
  }

  private static String id(String id) {
    return "{\"id\":\"" + id + "\"}";
  }

  @Test
  void aRowShowsWhatTheEventIsAndWhereItComesFrom() {
    sink.open();
    String event = "{\"id\":\"1\",\"type\":\"t\",\"at\":\"2024-05-06T07:08:09.123456Z\"}";

    assertThat(write(sink, Range.of(OPEN, Checkpoint.at(7), event))).isEqualTo(DELIVERED);

    assertThat(
            rows(
                "tenant",
                "id",
                "type",
                "time",
                "received_at",
                "data",
                "_topic",
                "_partition",
                "_offset"))
        .containsExactly(
            List.of(
                Range.TENANT,
                "1",
                "t",
                1_714_979_289_123_456L,
                ChronoUnit.MICROS.between(Instant.EPOCH, Range.receivedAt()),
                event,
                Range.TOPIC,
                0,
                7L));
  }

  @Test
  void aBatchIsOneVersionThatHasTheOffsetToo() {
    sink.open();
    long before = table(OPEN).version();

    write(sink, Range.of(OPEN, START, id("1"), id("2")));

    var snapshot = table(OPEN).snapshot();
    assertThat(snapshot.getVersion()).isEqualTo(before + 1);
    assertThat(snapshot.getLatestTransactionVersion(table(OPEN).engine(), "penstock/sink/topic/0"))
        .contains(2L);
  }

  @Test
  void theCheckpointIsThereWithItsCounts() {
    sink.open();
    Batch filtered = new Batch(OPEN, Range.TOPIC, 0, START, 5, List.of(), FIVE_FILTERED);
    write(sink, filtered);
    Batch batch = Range.of(OPEN, after(filtered), id("1"), id("2"));
    write(sink, batch);
    sink.close();
    sink.open();

    assertThat(sink.checkpoint(Range.TOPIC, 0))
        .contains(new Checkpoint(0, 7, new Counts(2, 0, 5, 0, 0)));
    assertThat(sink.checkpoint(Range.TOPIC, 1)).isEmpty();
  }

  @Test
  void aRangeThatWasWrittenIsSuperseded() {
    sink.open();
    Batch batch = Range.of(OPEN, START, id("1"), id("2"));
    write(sink, batch);

    assertThat(write(sink, batch)).isEqualTo(SUPERSEDED);

    assertThat(rows("id")).hasSize(2);
  }

  /** Both stand where the range begins, and neither knows of the other. */
  @Test
  void ofTwoWritersOfARangeOneIsSuperseded() {
    sink.open();
    write(sink, Range.of(OPEN, START, id("0")));
    Checkpoint one = sink.checkpoint(Range.TOPIC, 0).orElseThrow();
    try (Sink frozen = sinkNamed("sink")) {
      frozen.open();
      assertThat(frozen.checkpoint(Range.TOPIC, 0)).contains(one);
      Encoded late = frozen.encode(Range.of(OPEN, one, id("1")));
      write(sink, Range.of(OPEN, one, id("1"), id("2"), id("3")));

      assertThat(frozen.write(late)).isEqualTo(SUPERSEDED);

      assertThat(frozen.checkpoint(Range.TOPIC, 0)).isEqualTo(sink.checkpoint(Range.TOPIC, 0));
    }
    assertThat(rows("id")).hasSize(4);
  }

  /** The longer range is offered by the one that was frozen. */
  @Test
  void aWriterIsSupersededWhateverItWanted() {
    sink.open();
    try (Sink frozen = sinkNamed("sink")) {
      frozen.open();
      assertThat(frozen.checkpoint(Range.TOPIC, 0)).isEmpty();
      Encoded late = frozen.encode(Range.of(OPEN, START, id("1"), id("2"), id("3")));
      write(sink, Range.of(OPEN, START, id("1")));

      assertThat(frozen.write(late)).isEqualTo(SUPERSEDED);
    }
    assertThat(rows("id")).hasSize(1);
  }

  @Test
  void aBatchWithoutEventsSupersedesToo() {
    sink.open();
    Batch filtered = new Batch(OPEN, Range.TOPIC, 0, START, 5, List.of(), FIVE_FILTERED);
    write(sink, filtered);

    assertThat(write(sink, filtered)).isEqualTo(SUPERSEDED);
  }

  @Test
  void writersOfManyPartitionsLoseNothing() throws Exception {
    sink.open();
    int writers = 4;
    int batches = 10;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> all = new ArrayList<>();
      for (int partition = 0; partition < writers; partition++) {
        int number = partition;
        all.add(threads.submit(() -> writeSome(number, batches)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }

    assertThat(rows("id")).hasSize(writers * batches * 10).doesNotHaveDuplicates();
    for (int partition = 0; partition < writers; partition++) {
      assertThat(sink.checkpoint(Range.TOPIC, partition))
          .contains(new Checkpoint(0, batches * 10L, new Counts(batches * 10L, 0, 0, 0, 0)));
    }
  }

  private void writeSome(int partition, int batches) {
    try (Sink its = sinkNamed("sink")) {
      its.open();
      Checkpoint at = START;
      for (int i = 0; i < batches; i++) {
        Batch part =
            onPartition(partition, Range.of(OPEN, at, Range.many(10, partition + "-" + i)));
        while (!write(its, part).equals(DELIVERED)) {
          Thread.onSpinWait();
        }
        at = after(part);
      }
    }
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

  /** As the inbox has letters of all streams, in one order. */
  @Test
  void aPartitionOfSeveralStreamsGoesOnWhereTheLastOneIs() {
    sink.open();
    Batch one = inInbox(Range.of(OPEN, START, id("1")));
    write(sink, one);
    Batch two =
        inInbox(
            Range.of(
                Range.ANALYTICS,
                after(one),
                "{\"id\":\"2\",\"type\":\"pageview\",\"session_id\":\"s\"}"));
    write(sink, two);
    Batch three = inInbox(Range.of(OPEN, after(two), id("3")));

    assertThat(write(sink, three)).isEqualTo(DELIVERED);

    assertThat(sink.checkpoint("inbox", 0)).contains(after(three));
    assertThat(write(sink, two)).isEqualTo(SUPERSEDED);
    assertThat(count(OPEN)).isEqualTo(2);
    assertThat(count(Range.ANALYTICS)).isEqualTo(1);
  }

  private static Batch inInbox(Batch batch) {
    return new Batch(
        batch.stream(), "inbox", 0, batch.from(), batch.next(), batch.events(), batch.others());
  }

  @Test
  void theLogSaysWhatIsInAFile() {
    sink.open();
    String longId = "é".repeat(40);
    write(
        sink,
        Range.of(
            OPEN,
            Checkpoint.at(3),
            "{\"id\":\"" + longId + "\",\"at\":\"2024-05-06T07:08:09.123456Z\"}",
            "{\"id\":\"a\",\"at\":\"2024-05-06T07:08:09Z\",\"type\":\"t\"}"));

    String stats = table(OPEN).files().getFirst().getStatsJson().orElseThrow();

    assertThat(stats)
        .contains("\"numRecords\":2")
        .contains("\"id\":\"a\"")
        .contains("\"id\":\"" + "é".repeat(32) + "\udbff\udfff\"")
        .contains("\"time\":\"2024-05-06T07:08:09.000Z\"")
        .contains("\"time\":\"2024-05-06T07:08:09.124Z\"")
        .contains("\"_offset\":3")
        .contains("\"_offset\":4")
        .contains("\"type\":1");
  }

  @Test
  void fieldsHaveColumnsOfTheirOwnWherePeopleWantThem() {
    configure(
        """
        columns:
          open: {text: [plan], long: [n], integer: [i], double: [price], boolean: [ok], timestamp: [due]}\
        """);
    sink.open();

    write(
        sink,
        Range.of(
            OPEN,
            START,
            "{\"id\":\"1\",\"plan\":\"free\",\"n\":9007199254740993,\"i\":-7,\"price\":1.5,\"ok\":true,\"due\":\"2026-01-01T00:00:00Z\"}",
            "{\"id\":\"2\",\"plan\":null,\"n\":1e3}"));

    assertThat(rows("id", "plan", "n", "i", "price", "ok", "due"))
        .containsExactly(
            List.of("1", "free", 9_007_199_254_740_993L, -7, 1.5, true, 1_767_225_600_000_000L),
            Arrays.asList("2", null, 1_000L, null, null, null, null));
  }

  @Test
  void oneWrongTypeInTenThousandCostsThatEvent() {
    configure("columns: {open: {long: [n]}}");
    sink.open();
    List<String> texts = new ArrayList<>(Range.many(10_000, "e"));
    texts.set(7_000, "{\"id\":\"bad\",\"n\":\"secret\"}");

    Encoded encoded = sink.encode(Range.of(OPEN, START, texts));

    assertThat(encoded.setAside())
        .containsExactly(
            new SetAside(7_000, new Complaint("", "n", "n is no whole number of 64 bits")));
    assertThat(sink.write(encoded)).isEqualTo(DELIVERED);
    assertThat(count(OPEN)).isEqualTo(9_999);
  }

  private void isThere(StructType schema, Map<String, String> properties) {
    Path folder = dataDir.resolve("lake/open");
    TableManager.buildCreateTableTransaction(folder.toUri().toString(), schema, "somebody")
        .withTableProperties(properties)
        .build(table(OPEN).engine())
        .commit(table(OPEN).engine(), CloseableIterable.emptyIterable());
  }

  private static final Map<String, String> DOMAINS =
      Map.of("delta.feature.domainMetadata", "supported");

  private static StructType with(String column, DataType type) {
    return new StructType().add("id", StringType.STRING, false).add(column, type);
  }

  @Test
  void aTableThatIsThereSaysWhichColumnsThereAre() {
    isThere(with("n", IntegerType.INTEGER), DOMAINS);
    sink.open();

    write(sink, Range.of(OPEN, START, "{\"id\":\"1\",\"n\":7,\"m\":8}", id("2")));

    assertThat(rows("id", "n")).containsExactly(List.of("1", 7), Arrays.asList("2", null));
  }

  @Test
  void aTableThatCannotBeWrittenIsNotOpened() {
    isThere(with("list", new ArrayType(StringType.STRING, true)), DOMAINS);

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("table open: column list has the type array[");
  }

  @Test
  void aTableWithAnotherTypeForWhatWeKnowIsNotOpened() {
    isThere(with("time", StringType.STRING), DOMAINS);

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessage("table open: column time has the type string instead of timestamp");
  }

  @Test
  void aTableThatCannotKeepCheckpointsIsNotOpened() {
    isThere(with("n", IntegerType.INTEGER), Map.of());

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("table open: its writer feature domainMetadata is off");
  }

  @Test
  void aColumnThatMustHaveAValueMakesEventsWithoutOneDeadLetters() {
    isThere(
        new StructType().add("id", StringType.STRING).add("n", IntegerType.INTEGER, false),
        DOMAINS);
    sink.open();

    assertThat(sink.encode(Range.of(OPEN, START, id("1"))).setAside())
        .containsExactly(
            new SetAside(0, new Complaint("", "n", "n must have a value and has none")));
  }

  @Test
  void aColumnThatIsAddedMeanwhileIsFilled() throws IOException {
    isThere(new StructType().add("id", StringType.STRING), DOMAINS);
    sink.open();
    write(sink, Range.of(OPEN, START, id("1")));
    addColumn();
    Batch next =
        Range.of(
            OPEN, Checkpoint.at(0).advance(1, new Counts(1, 0, 0, 0, 0)), "{\"id\":\"2\",\"n\":7}");

    assertThat(write(sink, next))
        .isInstanceOfSatisfying(
            Outcome.Hold.class, hold -> assertThat(hold.cause()).isEqualTo(Cause.SCHEMA));
    assertThat(write(sink, next)).isEqualTo(DELIVERED);

    assertThat(rows("id", "n")).containsExactly(Arrays.asList("1", null), List.of("2", 7));
  }

  /** As Spark does: the whole of what the table is, once more. */
  private void addColumn() throws IOException {
    Path log = dataDir.resolve("lake/open/_delta_log");
    String metadata =
        Files.readAllLines(log.resolve("%020d.json".formatted(0))).stream()
            .filter(line -> line.startsWith("{\"metaData\""))
            .findFirst()
            .orElseThrow();
    String column =
        ",{\\\"name\\\":\\\"n\\\",\\\"type\\\":\\\"integer\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}";
    Files.writeString(
        log.resolve("%020d.json".formatted(table(OPEN).version() + 1)),
        metadata.replace("]}\",", column + "]}\",") + "\n");
  }
}
