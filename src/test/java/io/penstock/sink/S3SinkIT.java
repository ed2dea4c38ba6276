package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.event.Stream;
import io.penstock.fixture.Bucket;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.s3.S3Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class S3SinkIT extends StoreContract {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Instant NOW = Range.receivedAt();

  private final Bucket bucket = Bucket.empty();
  private String more = "";

  @Override
  protected SinkType type() {
    return S3Sink.TYPE;
  }

  @Override
  protected String configuration() {
    return bucket.keys() + more;
  }

  private void configure(String yaml) {
    more = yaml + "\n";
    sink = sinkNamed("sink");
  }

  private void isDelivered(Batch range) {
    assertThat(write(sink, range)).isEqualTo(DELIVERED);
  }

  private List<List<Object>> rows(String columns) {
    return bucket.query(
        "parquet",
        "SELECT %s FROM read_parquet({files}, hive_partitioning = false) ORDER BY id"
            .formatted(columns));
  }

  @Override
  protected long count(Stream stream) {
    return rows("id").size();
  }

  @Override
  protected List<String> data(Stream stream) {
    return rows("data").stream().map(row -> (String) row.getFirst()).toList();
  }

  private static String at(Instant time, String id) {
    return "{\"id\":\"%s\",\"at\":\"%s\"}".formatted(id, time);
  }

  private static String folder(Instant hour) {
    return DateTimeFormatter.ofPattern("'stream=open/dt='uuuu-MM-dd'/hh='HH/")
        .withZone(ZoneOffset.UTC)
        .format(hour);
  }

  @Test
  void aFileIsNamedByItsHourAndItsRange() {
    sink.open();

    isDelivered(Range.of(OPEN, Checkpoint.at(7), at(NOW, "1"), at(NOW, "2")));

    assertThat(bucket.objects()).containsExactly(folder(NOW) + "topic+0+7-8.parquet");
  }

  @Test
  void aRowShowsWhatTheEventIsAndWhereItComesFrom() {
    sink.open();
    String event = "{\"id\":\"1\",\"type\":\"t\",\"at\":\"2024-05-06T07:08:09.123456Z\"}";

    isDelivered(Range.of(OPEN, Checkpoint.at(7), event));

    assertThat(
            rows(
                "tenant, id, type, epoch_us(time), epoch_us(received_at), data, _topic, _partition,"
                    + " _offset"))
        .containsExactly(
            List.of(
                Range.TENANT,
                "1",
                "t",
                1_714_979_289_123_456L,
                ChronoUnit.MICROS.between(Instant.EPOCH, NOW),
                event,
                Range.TOPIC,
                0,
                7L));
  }

  @Test
  void eventsAreInTheFileOfTheirHour() {
    sink.open();
    Instant before = NOW.minus(3, ChronoUnit.HOURS);

    isDelivered(Range.of(OPEN, START, at(NOW, "1"), at(before, "2"), at(NOW, "3")));

    assertThat(bucket.objects())
        .containsExactlyInAnyOrder(
            folder(NOW) + "topic+0+0-2.parquet", folder(before) + "topic+0+0-2.parquet");
  }

  /** Else a sender could have a file made for each hour since the year 0. */
  @Test
  void whatCameLateIsInOneFileOfTheHourOfItsReceipt() {
    sink.open();
    List<String> texts = new ArrayList<>();
    for (int hour = 7; hour < 200; hour++) {
      texts.add(at(NOW.minus(hour, ChronoUnit.HOURS), "e" + (1_000 + hour)));
    }
    texts.add("{\"id\":\"x\",\"at\":\"0000-01-01T00:00:00Z\"}");
    texts.add("{\"id\":\"y\",\"at\":\"9999-12-31T23:59:59.999999Z\"}");

    assertThat(write(sink, Range.of(OPEN, START, texts))).isEqualTo(DELIVERED);

    assertThat(bucket.objects()).containsExactly("late/" + folder(NOW) + "topic+0+0-194.parquet");
    assertThat(data(OPEN)).containsExactlyElementsOf(texts);
  }

  @Test
  void ofTheSameRangeTheFirstFileStays() throws IOException {
    sink.open();
    Batch range = Range.of(OPEN, START, at(NOW, "1"));
    isDelivered(range);
    Path file = bucket.folder().resolve(bucket.objects().getFirst());
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(1, ChronoUnit.HOURS)));

    assertThat(write(sink, Range.again(range))).isEqualTo(DELIVERED);

    assertThat(bucket.objects()).hasSize(1);
    assertThat(Files.getLastModifiedTime(file).toInstant()).isBefore(NOW);
  }

  /** A topic was made again, or two installations share a bucket. */
  @Test
  void otherEventsAtTheSameOffsetsAreBesideTheFirst() {
    sink.open();
    isDelivered(Range.of(OPEN, START, at(NOW, "1")));
    Batch others = Range.of(OPEN, START, at(NOW, "2"));

    assertThat(write(sink, others)).isEqualTo(DELIVERED);
    assertThat(write(sink, Range.again(others))).isEqualTo(DELIVERED);

    assertThat(bucket.objects()).hasSize(2);
    assertThat(data(OPEN)).containsExactly(at(NOW, "1"), at(NOW, "2"));
  }

  @Test
  void fieldsHaveColumnsOfTheirOwnWherePeopleWantThem() {
    configure(
        """
        columns:
          open: {text: [plan, tags], long: [n], integer: [i], double: [price], boolean: [ok], timestamp: [due]}\
        """);
    sink.open();

    isDelivered(
        Range.of(
            OPEN,
            START,
            "{\"id\":\"1\",\"plan\":\"fr\\u0065e\",\"tags\":[1,"
                + " 2],\"n\":9007199254740993,\"i\":-7,\"price\":1.5,\"ok\":true,\"due\":\"2026-01-01T00:00:00Z\"}",
            "{\"id\":\"2\",\"plan\":null,\"n\":1e3}"));

    assertThat(rows("plan, tags, n, i, price, ok, epoch_us(due)"))
        .containsExactly(
            List.of(
                "free", "[1, 2]", 9_007_199_254_740_993L, -7, 1.5, true, 1_767_225_600_000_000L),
            Arrays.asList(null, null, 1_000L, null, null, null, null));
  }

  @Test
  void oneWrongTypeInTenThousandCostsThatEvent() {
    configure("columns: {open: {long: [n]}}");
    sink.open();
    List<String> texts = new ArrayList<>(Range.many(10_000, "e"));
    texts.set(7_000, "{\"id\":\"bad\",\"n\":\"secret\"}");
    texts.set(7_001, "{\"id\":\"worse\",\"n\":1e999999999}");

    Encoded encoded = sink.encode(Range.of(OPEN, START, texts));

    assertThat(encoded.setAside())
        .containsExactly(
            new SetAside(7_000, new Complaint("", "n", "n is no whole number of 64 bits")),
            new SetAside(7_001, new Complaint("", "n", "n is no whole number of 64 bits")));
    assertThat(sink.write(encoded)).isEqualTo(DELIVERED);
    assertThat(count(OPEN)).isEqualTo(9_998);
  }

  @Test
  void analyticsEventsHaveTheColumnsOfTheirFields() {
    sink.open();

    isDelivered(
        Range.of(
            Range.ANALYTICS,
            START,
            "{\"id\":\"1\",\"type\":\"pageview\",\"session_id\":\"s\",\"title\":\"Home\"}"));

    assertThat(rows("session_id, title")).containsExactly(List.of("s", "Home"));
  }

  @Test
  void columnsAreCompressedWithZstdAndHaveStatistics() {
    sink.open();
    isDelivered(Range.of(OPEN, START, at(NOW, "1"), at(NOW, "2")));

    assertThat(
            bucket.query("parquet", "SELECT DISTINCT compression FROM parquet_metadata({files})"))
        .containsExactly(List.of("ZSTD"));
    assertThat(
            bucket.query(
                "parquet",
                "SELECT path_in_schema, stats_min_value, stats_max_value FROM"
                    + " parquet_metadata({files}) WHERE path_in_schema IN ('id', '_offset')"))
        .containsExactlyInAnyOrder(List.of("id", "1", "2"), List.of("_offset", "0", "1"));
  }

  @Test
  void aLargeFileGoesInPartsAndIsThereOnce() {
    configure("part-bytes: 5MB");
    sink.open();
    var random = new Random(7);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[600_000];
      random.nextBytes(bytes);
      String noise = Base64.getEncoder().encodeToString(bytes);
      texts.add(event("e" + (10 + i), "\"v\":\"" + noise + "\""));
    }
    Batch range = Range.of(OPEN, START, texts);

    assertThat(write(sink, range)).isEqualTo(DELIVERED);
    assertThat(write(sink, Range.again(range))).isEqualTo(DELIVERED);

    assertThat(bucket.objects()).hasSize(1);
    assertThat(data(OPEN)).containsExactlyElementsOf(texts);
  }

  @Test
  void linesOfJsonHoldTheEventAsItWasSent() {
    configure("format: ndjson");
    sink.open();
    String odd = "{\n \"id\":\"a\\\"b\",\r\n\"n\":9007199254740993,\"v\":\"é\\n\"}";

    isDelivered(Range.of(OPEN, Checkpoint.at(3), at(NOW, "1"), odd));

    assertThat(bucket.objects()).contains(folder(NOW) + "topic+0+3-4.ndjson.gz");
    assertThat(
            bucket.query(
                "ndjson.gz",
                "SELECT id, _topic, _partition, _offset, event.n FROM"
                    + " read_json({files}, format = 'newline_delimited') ORDER BY _offset"))
        .containsExactly(
            Arrays.asList("1", "topic", 0L, 3L, null),
            List.of("a\"b", "topic", 0L, 4L, 9_007_199_254_740_993L));
  }

  @Test
  void namesBeginAsPeopleWant() {
    configure("prefix: a/b/\nprefixes: {hot: {leave-after: 2d}, cold: {}}");
    sink.open();

    isDelivered(Range.of(OPEN, START, at(NOW, "1")));

    assertThat(bucket.objects()).containsExactly("a/b/hot/" + folder(NOW) + "topic+0+0-0.parquet");
  }

  @Test
  void aNumberOfAMillionDigitsCostsItsEventAndNoTime() {
    configure("columns: {open: {long: [n]}}");
    sink.open();
    String digits = "1".repeat(1_000_000);

    Encoded encoded = sink.encode(Range.of(OPEN, START, "{\"id\":\"1\",\"n\":" + digits + "}"));

    assertThat(encoded.setAside()).hasSize(1);
  }

  @Test
  void doesNotOpenWithAColumnThatTheStreamHasAlready() {
    configure("columns: {analytics: {text: [session_id]}}");

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("has a column 'session_id' already");
  }

  @Test
  void doesNotOpenWithAWrongKey() {
    more = "";
    sink = sinkOf(configuration().replace("not-a-secret-anywhere", "wrong"));

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("403")
        .hasMessageContaining("SignatureDoesNotMatch");
  }

  @Test
  void doesNotOpenWithoutItsBucket() {
    sink = sinkOf(configuration().replace(bucket.name(), "nowhere"));

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("404")
        .hasMessageContaining("nowhere");
  }

  @Test
  void doesNotOpenWithColumnsForAStreamThatItDoesNotTake() {
    configure("columns: {opne: {long: [n]}}");

    assertThatThrownBy(sink::open).isInstanceOf(SinkFault.class).hasMessageContaining("'opne'");
  }

  private Sink sinkOf(String yaml) {
    return type()
        .reader()
        .apply(Configuration.ofYaml(yaml).root())
        .make(new SinkSetup("sink", List.of(OPEN, Range.ANALYTICS), dataDir));
  }
}
