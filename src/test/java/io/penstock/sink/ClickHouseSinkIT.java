package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.event.Stream;
import io.penstock.fixture.ClickHouseDatabase;
import io.penstock.fixture.Eventually;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.clickhouse.ClickHouseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClickHouseSinkIT extends StoreContract {
  private final ClickHouseDatabase database = ClickHouseDatabase.unmade();
  private String url = database.url();
  private String more = "";

  @Override
  protected SinkType type() {
    return ClickHouseSink.TYPE;
  }

  @Override
  protected String configuration() {
    return "url: " + url + "\ndatabase: " + database.name() + "\n" + more;
  }

  @Override
  protected long count(Stream stream) {
    return number("SELECT count() FROM db.%s FINAL".formatted(stream.name()));
  }

  @Override
  protected List<String> data(Stream stream) {
    return rows("SELECT data FROM db.%s FINAL ORDER BY id".formatted(stream.name())).stream()
        .map(row -> row.getFirst().toString())
        .toList();
  }

  private List<List<Object>> rows(String sql) {
    return database.rows(sql);
  }

  private long number(String sql) {
    return ((Number) rows(sql).getFirst().getFirst()).longValue();
  }

  /** With those that FINAL would not show. */
  private long rowsOf(Stream stream) {
    return number("SELECT count() FROM db." + stream.name());
  }

  @Test
  void aRowShowsWhatTheEventIsAndWhereItComesFrom() {
    sink.open();

    Batch batch =
        Range.of(
            OPEN,
            Checkpoint.at(7),
            "{\"id\":\"1\",\"type\":\"t\",\"at\":\"2024-05-06T07:08:09.123456Z\",\"v\":{\"w\":1}}");
    write(sink, batch);

    assertThat(
            rows(
                """
                SELECT tenant, id, type, toString(time), toUnixTimestamp64Micro(received_at), data, extra.v.w,
                  _topic, _partition, _offset FROM db.open\
                """))
        .containsExactly(
            List.of(
                Range.TENANT,
                "1",
                "t",
                "2024-05-06 07:08:09.123456",
                batch.events().getFirst().receivedAtMicros(),
                "{\"id\":\"1\",\"type\":\"t\",\"at\":\"2024-05-06T07:08:09.123456Z\",\"v\":{\"w\":1}}",
                1,
                Range.TOPIC,
                0,
                7));
  }

  @Test
  void everyFieldOfAnAnalyticsEventHasAColumn() {
    sink.open();

    write(
        sink,
        Range.of(
            Range.ANALYTICS,
            START,
            """
            {"id":"1","type":"click","timestamp":"2024-05-06T07:08:09Z","session_id":"s","x":1.5,\
            "label":"a\\u0000b\\ud800c","properties":{"plan":"pro"},"nobody-knows":[1]}\
            """));

    assertThat(
            rows(
                """
                SELECT session_id, x, label, properties.plan, path, toString(extra)
                FROM db.analytics\
                """))
        .containsExactly(
            java.util.Arrays.asList(
                "s", 1.5, "a\0b\uFFFDc", "pro", null, "{\"nobody-knows\":[1]}"));
  }

  @Test
  void aViewShowsTheSessionsOfAnalyticsEvents() {
    sink.open();
    String event =
        """
        {"id":"%d","type":"%s","session_id":"s","timestamp":"2024-05-06T%s:00Z"}\
        """;
    write(
        sink,
        Range.of(
            Range.ANALYTICS,
            START,
            event.formatted(1, "pageview", "07:00"),
            event.formatted(2, "click", "07:29"),
            event.formatted(3, "pageview", "07:59"),
            event.formatted(4, "click", "09:00")));

    assertThat(
            rows(
                """
                SELECT visit, toString(began), toString(ended), events, pageviews
                FROM db.analytics_sessions ORDER BY visit\
                """))
        .containsExactly(
            List.of(1, "2024-05-06 07:00:00.000000", "2024-05-06 07:29:00.000000", 2, 1),
            List.of(2, "2024-05-06 07:59:00.000000", "2024-05-06 07:59:00.000000", 1, 1),
            List.of(3, "2024-05-06 09:00:00.000000", "2024-05-06 09:00:00.000000", 1, 0));
  }

  @Test
  void theSameInsertTwiceIsOneForTheServer() {
    sink.open();
    Batch range = Range.of(OPEN, START, Range.many(100, "e"));

    write(sink, range);
    write(sink, range);

    assertThat(rowsOf(OPEN)).isEqualTo(100);
  }

  /** A server that was killed may have kept the token of an insert and lost its rows. */
  @Test
  void rowsThatAreGoneAreWrittenAgainUnderAnotherToken() {
    sink.open();
    Batch range = Range.of(OPEN, START, Range.many(100, "e"));
    write(sink, range);
    database.execute(
        "ALTER TABLE db.open DELETE WHERE _offset % 2 = 0 SETTINGS mutations_sync = 2");
    assertThat(rowsOf(OPEN)).isEqualTo(50);

    write(sink, Range.again(range));

    assertThat(rowsOf(OPEN)).isEqualTo(100);
  }

  /** A topic that was made again, or the log of somebody else who writes to the same table. */
  @Test
  void otherEventsAtTheSameOffsetsAreNoRepeats() {
    sink.open();
    write(sink, Range.of(OPEN, START, Range.many(100, "e")));

    write(sink, Range.of(OPEN, START, Range.many(100, "f")));
    write(sink, Range.again(Range.of(OPEN, START, Range.many(100, "g"))));

    assertThat(data(OPEN)).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void ofTheSameEventTheOneThatWasReceivedFirstStays() {
    sink.open();
    write(sink, Range.of(OPEN, Checkpoint.at(5), event("1", "\"v\":2")));

    write(sink, Range.of(OPEN, START, event("1", "\"v\":1")));

    assertThat(data(OPEN)).containsExactly(event("1", "\"v\":1"));
  }

  @Test
  void setsAsideWhatDoesNotFitTheTypeThatAPersonGaveAColumn() {
    sink.open();
    sink.close();
    database.execute("ALTER TABLE db.analytics MODIFY COLUMN name Nullable(UInt8)");
    sink.open();

    Encoded encoded =
        sink.encode(
            Range.of(
                Range.ANALYTICS, START, named("1", "7"), named("2", "seven"), named("3", "256")));

    assertThat(encoded.setAside())
        .containsExactly(
            new SetAside(1, new Complaint("53", "name", "the value of name is no number")),
            new SetAside(
                2,
                new Complaint(
                    "321", "name", "the value of name is no whole number from 0 to 255")));
    assertThat(sink.write(encoded)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(rows("SELECT id, name FROM db.analytics")).containsExactly(List.of("1", 7));
  }

  @Test
  void oneWrongTypeInTenThousandCostsThatEvent() {
    sink.open();
    database.execute("ALTER TABLE db.open ADD COLUMN n UInt32");
    sink.close();
    sink.open();
    List<String> texts = new ArrayList<>(Range.many(10_000, "e"));
    texts.set(7_000, "{\"id\":\"bad\",\"n\":\"secret\"}");

    Encoded encoded = sink.encode(Range.of(OPEN, START, texts));

    assertThat(encoded.setAside())
        .containsExactly(
            new SetAside(7_000, new Complaint("53", "n", "the value of n is no number")));
    assertThat(sink.write(encoded)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(count(OPEN)).isEqualTo(9_999);
  }

  @Test
  void anotherTypeThatAColumnHasMeanwhileHoldsTheSinkUntilItHasLooked() {
    sink.open();
    write(sink, Range.of(Range.ANALYTICS, START, named("1", "7")));
    database.execute("ALTER TABLE db.analytics MODIFY COLUMN name Nullable(UInt64)");
    Batch next = Range.of(Range.ANALYTICS, Checkpoint.at(1), named("2", "8"));

    Outcome stale = write(sink, next);
    Outcome fresh = write(sink, Range.again(next));

    assertThat(stale)
        .isInstanceOfSatisfying(
            Outcome.Hold.class, hold -> assertThat(hold.cause()).isEqualTo(Cause.SCHEMA));
    assertThat(fresh).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(rows("SELECT id, name FROM db.analytics ORDER BY id"))
        .containsExactly(List.of("1", 7), List.of("2", 8));
  }

  @Test
  void aColumnThatAPersonAddsIsFilledFromTheFieldOfItsName() {
    sink.open();
    sink.close();
    database.execute(
        """
        ALTER TABLE db.open ADD COLUMN plan LowCardinality(String) DEFAULT 'free',
          ADD COLUMN big UInt64, ADD COLUMN tags Array(String), ADD COLUMN day Date,
          ADD COLUMN sums Map(String, Int32), ADD COLUMN price Decimal(18, 4),
          ADD COLUMN ip IPv6, ADD COLUMN who UUID, ADD COLUMN level Enum8('low' = 1, 'high' = 2),
          ADD COLUMN ok Bool, ADD COLUMN half Float32, ADD COLUMN at3 DateTime64(3, 'UTC'),
          ADD COLUMN code FixedString(3), ADD COLUMN maybe Nullable(Int8),
          ADD COLUMN wide Int256, ADD COLUMN name_day String MATERIALIZED toString(day)\
        """);
    sink.open();

    Outcome outcome =
        write(
            sink,
            Range.of(
                OPEN,
                START,
                """
                {"id":"1","plan":"pro","big":18446744073709551615,"tags":["a","b\\u00e9",7],\
                "day":"2024-05-06","sums":{"x":-1,"y":2},"price":12.34567,"ip":"10.0.0.1",\
                "who":"550e8400-e29b-41d4-a716-446655440000","level":"high","ok":true,"half":0.5,\
                "at3":"2024-05-06T07:08:09.123Z","code":"ab","maybe":null,\
                "wide":-123456789012345678901234567890}\
                """,
                "{\"id\":\"2\"}"));

    assertThat(outcome).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(
            rows(
                """
                SELECT plan, toString(big), tags, toString(day), toString(sums), toString(price),
                  toString(ip), toString(who), level, ok, half, toString(at3), toString(code),
                  maybe IS NULL, toString(wide), name_day, toString(extra) FROM db.open ORDER BY id\
                """))
        .containsExactly(
            List.of(
                "pro",
                "18446744073709551615",
                List.of("a", "bé", "7"),
                "2024-05-06",
                "{'x':-1,'y':2}",
                "12.3456",
                "::ffff:10.0.0.1",
                "550e8400-e29b-41d4-a716-446655440000",
                "high",
                true,
                0.5,
                "2024-05-06 07:08:09.123",
                "ab",
                1,
                "-123456789012345678901234567890",
                "2024-05-06",
                "{}"),
            List.of(
                "free",
                "0",
                List.of(),
                "1970-01-01",
                "{}",
                "0",
                "::",
                "00000000-0000-0000-0000-000000000000",
                "low",
                false,
                0,
                "1970-01-01 00:00:00.000",
                "",
                1,
                "0",
                "1970-01-01",
                "{}"));
  }

  @Test
  void eventsOfManyYearsAreOneInsert() {
    sink.open();
    List<String> texts =
        java.util.stream.IntStream.range(0, 300)
            .mapToObj(
                i -> "{\"id\":\"%03d\",\"at\":\"%04d-01-01T00:00:00Z\"}".formatted(i, 1800 + 2 * i))
            .toList();

    assertThat(write(sink, Range.of(OPEN, START, texts))).isEqualTo(new Outcome.Delivered(0, 0));

    assertThat(data(OPEN)).containsExactlyElementsOf(texts);
    assertThat(
            rows(
                """
                SELECT min(toUnixTimestamp64Micro(time)), max(toUnixTimestamp64Micro(time))
                FROM db.open\
                """))
        .containsExactly(List.of(-5_364_662_400_000_000L, 13_506_393_600_000_000L));
  }

  @Test
  void whatAMaterializedViewRefusesIsRefused() {
    sink.open();
    database.execute(
        """
        CREATE MATERIALIZED VIEW db.view ENGINE = MergeTree ORDER BY id
        AS SELECT id, throwIf(data LIKE '%refused%') AS thrown FROM db.open\
        """);

    Outcome outcome = write(sink, Range.of(OPEN, START, "{\"id\":\"2\",\"type\":\"refused\"}"));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aRowThatBreaksAConstraintIsRefusedWithTheWholeBatch() {
    sink.open();
    database.execute("ALTER TABLE db.open ADD CONSTRAINT c CHECK type <> 'refused'");

    Outcome outcome =
        write(
            sink,
            Range.of(OPEN, START, event("1", "\"v\":1"), "{\"id\":\"2\",\"type\":\"refused\"}"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.complaint().code()).isEqualTo("469"));
    assertThat(rowsOf(OPEN)).isZero();
  }

  @Test
  void doesNotOpenWhereRowsCouldNotBeFoundAgain() {
    String columns =
        """
        (id String, _partition UInt32, _offset UInt64, _topic String, content_hash Int64%s) ENGINE = \
        """;
    database.execute("CREATE DATABASE " + database.name());
    database.execute("CREATE TABLE db.open " + columns.formatted("") + "MergeTree ORDER BY id");
    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("has no column received_at")
        .hasMessageContaining("ADD COLUMN received_at DateTime64(6, 'UTC')");

    database.execute("ALTER TABLE db.open ADD COLUMN received_at DateTime");
    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("has column received_at of type DateTime,");

    database.execute("DROP TABLE db.open");
    String received = ", received_at DateTime64(6)";
    database.execute("CREATE TABLE db.open " + columns.formatted(received) + "Memory");
    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("must be one of the MergeTree family");
  }

  /** Neither would end within a lifetime if it were worked out. */
  @Test
  void setsAsideTimesThatAreNone() {
    sink.open();
    sink.close();
    database.execute("ALTER TABLE db.open ADD COLUMN at2 DateTime");
    sink.open();

    Encoded encoded =
        sink.encode(
            Range.of(
                OPEN,
                START,
                "{\"id\":\"1\",\"at2\":1e300000000}",
                "{\"id\":\"2\",\"at2\":\"" + "9".repeat(100_000) + "\"}",
                "{\"id\":\"3\",\"at2\":1714979289}"));

    assertThat(encoded.setAside()).extracting(SetAside::offset).containsExactly(0L, 1L);
    assertThat(sink.write(encoded)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(rows("SELECT toUnixTimestamp(at2) FROM db.open"))
        .containsExactly(List.of(1_714_979_289));
  }

  @Test
  void aDefaultOfOtherColumnsIsLeftToTheServer() {
    sink.open();
    sink.close();
    database.execute("ALTER TABLE db.open ADD COLUMN day Date DEFAULT toDate(time)");
    sink.open();

    write(sink, Range.of(OPEN, START, event("1", "\"v\":1")));

    assertThat(rows("SELECT toString(day) FROM db.open")).containsExactly(List.of("2024-05-06"));
  }

  @Test
  void everyFormatAndCompressionWritesTheSame() {
    for (String format : List.of("row-binary", "json-each-row")) {
      for (String compression : List.of("none", "gzip", "lz4", "zstd")) {
        more = "format: " + format + "\ncompression: " + compression + "\n";
        String id = format + compression;
        try (Sink other = sinkNamed(id)) {
          other.open();
          assertThat(
                  write(
                      other,
                      Range.of(
                          Range.ANALYTICS,
                          START,
                          """
                          {"id":"%s","type":"click","x":1.5,"label":"a\\u0000\\ud800b","n":1e999}\
                          """
                              .formatted(id))))
              .as(id)
              .isEqualTo(new Outcome.Delivered(0, 0));
        }
      }
    }

    assertThat(
            rows(
                """
                SELECT uniqExact(type, x, label, toString(extra), time = received_at,
                  replaceOne(data, id, '')), count() FROM db.analytics\
                """))
        .containsExactly(List.of(1, 8));
  }

  @Test
  void aServerThatIsAwayHoldsTheSink() {
    sink.open();
    url = "http://127.0.0.1:1";
    try (Sink away = sinkNamed("away")) {
      assertThatThrownBy(away::open)
          .isInstanceOf(SinkFault.class)
          .hasMessageContaining("nobody listens at http://127.0.0.1:1");
    }
  }

  @Test
  void finishesMergesWithoutLosingWhatItShows() {
    sink.open();
    write(sink, Range.of(OPEN, START, Range.many(1_000, "e")));
    write(sink, Range.of(OPEN, Checkpoint.at(1_000), Range.many(1_000, "e")));

    database.execute("OPTIMIZE TABLE db.open FINAL");

    Eventually.holds("merged", Duration.ofSeconds(10), () -> rowsOf(OPEN) == 1_000);
    assertThat(count(OPEN)).isEqualTo(1_000);
  }

  private static String named(String id, String name) {
    return "{\"id\":\"%s\",\"type\":\"custom\",\"name\":\"%s\"}".formatted(id, name);
  }
}
