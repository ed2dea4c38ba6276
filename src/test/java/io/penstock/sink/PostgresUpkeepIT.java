package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.postgres.PostgresSink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of real tables as time goes by. */
class PostgresUpkeepIT {
  private static final String A_WEEK = "delete-after: 7d";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final PostgresDatabase database = PostgresDatabase.fresh();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Sink sink = sink("");
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private Checkpoint checkpoint = Checkpoint.at(0);

  private SinkType.Recipe recipe(String more) {
    String yaml = "url: %s\nuser: %s\n%s".formatted(database.url(), PostgresDatabase.USER, more);
    return PostgresSink.TYPE.reader().apply(Configuration.ofYaml(yaml).root());
  }

  private static SinkSetup setup() {
    return new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused"));
  }

  private Sink sink(String more) {
    Sink made = recipe(more).make(setup());
    open.add(made);
    return made;
  }

  private Upkeep upkeep(String more) {
    Upkeep made = recipe(more).upkeep(setup()).orElseThrow();
    open.add(made);
    return made;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  /** An event at noon of each of these days. */
  private Outcome write(Sink to, LocalDate... days) {
    List<String> texts =
        IntStream.range(0, days.length)
            .mapToObj(
                i ->
                    "{\"id\":\"%d\",\"at\":\"%sT12:00:00Z\"}"
                        .formatted(checkpoint.next() + i, days[i]))
            .toList();
    return write(to, Range.of(Range.OPEN, checkpoint, texts));
  }

  private Outcome write(Sink to, Batch batch) {
    Outcome outcome = to.write(to.encode(batch));
    checkpoint = to.checkpoint(Range.TOPIC, 0).orElseThrow();
    return outcome;
  }

  private LocalDate daysAgo(int days) {
    return today.minusDays(days);
  }

  private static String partition(LocalDate day) {
    return "open_" + day.format(DateTimeFormatter.ofPattern("yyyy_MM_dd"));
  }

  private List<String> partitions() {
    return texts(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'open'::regclass"
            + " ORDER BY 1");
  }

  private List<String> texts(String sql) {
    return database.rows(sql).stream().map(row -> String.valueOf(row.getFirst())).toList();
  }

  private long count(String table) {
    return Long.parseLong(texts("SELECT count(*) FROM " + table).getFirst());
  }

  /** All that there is to do. */
  private static List<String> steps(Upkeep upkeep) {
    List<String> done = new ArrayList<>();
    for (Optional<String> step = upkeep.step(Instant.now());
        step.isPresent();
        step = upkeep.step(Instant.now())) {
      done.add(step.get());
    }
    return done;
  }

  @Test
  void partitionsAreThereBeforeTheirTimeComes() {
    sink.open();
    Upkeep upkeep = upkeep("partitions-ahead: 2");

    assertThat(steps(upkeep))
        .containsExactly("made 3 partition(s) of open, the last is " + partition(daysAgo(-2)));

    List<String> made = partitions();
    assertThat(made)
        .containsExactly(
            partition(today), partition(daysAgo(-1)), partition(daysAgo(-2)), "open_default");
    assertThat(write(sink, today, daysAgo(-1))).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(partitions()).isEqualTo(made);
    assertThat(count("ONLY " + partition(daysAgo(-1)))).isEqualTo(1);
    assertThat(steps(upkeep("partitions-ahead: 2"))).isEmpty();
  }

  @Test
  void whatWasMadeAheadKeepsTheKeyAndWhatPeopleAddedToTheTable() {
    sink.open();
    database.execute("ALTER TABLE open ADD COLUMN made timestamptz NOT NULL DEFAULT now()");
    database.execute("ALTER TABLE open ADD CHECK (id <> 'odd')");
    database.execute("CREATE INDEX ON open (received_at)");
    steps(upkeep(""));

    String tomorrow = "{\"id\":\"%s\",\"at\":\"" + daysAgo(-1) + "T12:00:00Z\"}";
    write(sink, Range.of(Range.OPEN, checkpoint, tomorrow.formatted("1")));
    assertThat(write(sink, Range.of(Range.OPEN, checkpoint, tomorrow.formatted("1"))))
        .isEqualTo(new Outcome.Delivered(1, 0));
    Batch odd = Range.of(Range.OPEN, checkpoint, tomorrow.formatted("odd"));
    assertThat(sink.write(sink.encode(odd))).isInstanceOf(Outcome.Refused.class);
    assertThat(count("pg_indexes WHERE tablename = '" + partition(daysAgo(-1)) + "'")).isEqualTo(2);
  }

  @Test
  void aMonthIsMadeAheadWhereMonthsAreWanted() {
    Sink monthly = sink("partition: month");
    monthly.open();

    steps(upkeep("partition: month\npartitions-ahead: 1"));

    var name = DateTimeFormatter.ofPattern("yyyy_MM");
    assertThat(partitions())
        .containsExactly(
            "open_" + today.format(name),
            "open_" + today.withDayOfMonth(1).plusMonths(1).format(name),
            "open_default");
  }

  @Test
  void aPartitionIsDroppedWhenAllOfItIsOlder() {
    sink.open();
    write(sink, daysAgo(10), daysAgo(9), daysAgo(8), daysAgo(7), today);

    assertThat(steps(upkeep("partitions-ahead: 0\n" + A_WEEK)))
        .containsExactly(
            "dropped " + partition(daysAgo(10)),
            "dropped " + partition(daysAgo(9)),
            "dropped " + partition(daysAgo(8)));

    assertThat(partitions())
        .containsExactly(partition(daysAgo(7)), partition(today), "open_default");
    assertThat(count("open")).isEqualTo(2);
  }

  @Test
  void aClockThatIsAheadDropsNothing() {
    sink.open();
    write(sink, daysAgo(1), today);
    Upkeep upkeep = upkeep("partitions-ahead: 0\n" + A_WEEK);

    assertThat(upkeep.step(Instant.now().plus(Duration.ofDays(1_000)))).isEmpty();

    assertThat(count("open")).isEqualTo(2);
  }

  @Test
  void whatOthersMadeIsLeftAlone() {
    sink.open();
    database.execute(
        "CREATE TABLE open_2020_01_01 PARTITION OF open FOR VALUES FROM ('2020-01-01') TO"
            + " ('2020-01-03')");
    database.execute(
        "CREATE TABLE theirs PARTITION OF open FOR VALUES FROM ('2020-02-01') TO ('2020-02-02')");
    database.execute(
        "CREATE TABLE open_2020_03_01 PARTITION OF open FOR VALUES FROM ('2020-03-01 00:00:00+00')"
            + " TO ('2020-03-02 00:00:00+00') PARTITION BY LIST (tenant)");
    database.execute("CREATE TABLE open_2020_04_01 (LIKE open)");

    assertThat(steps(upkeep("partitions-ahead: 0\n" + A_WEEK))).isEmpty();

    assertThat(partitions())
        .containsExactly("open_2020_01_01", "open_2020_03_01", "open_default", "theirs");
    assertThat(count("open_2020_04_01")).isZero();
  }

  @Test
  void oldRowsOfTheDefaultPartitionAreDeletedPieceByPiece() {
    sink.open();
    database.execute(
        "INSERT INTO open SELECT 't', i::text, null, '1999-01-01', now(), 0, '{}'"
            + " FROM generate_series(1, 25000) AS i");
    write(sink, LocalDate.of(2999, 1, 1), LocalDate.of(1969, 1, 1));

    assertThat(steps(upkeep("partitions-ahead: 0\n" + A_WEEK)))
        .containsExactly(
            "deleted 10000 row(s) from open_default",
            "deleted 10000 row(s) from open_default",
            "deleted 5001 row(s) from open_default");

    assertThat(texts("SELECT extract(year FROM time)::int FROM open")).containsExactly("2999");
  }

  @Test
  void anEventThatComesTooLateMakesNoPartitionAgainAndIsDeletedByItsAge() {
    sink.open();
    write(sink, daysAgo(20));
    steps(upkeep("partitions-ahead: 0\n" + A_WEEK));
    Sink bounded = sink(A_WEEK);
    bounded.open();

    assertThat(write(bounded, daysAgo(20), daysAgo(7))).isEqualTo(new Outcome.Delivered(0, 0));

    assertThat(partitions()).containsExactly(partition(daysAgo(7)), "open_default");
    assertThat(count("open_default")).isEqualTo(1);
    assertThat(steps(upkeep("partitions-ahead: 0\n" + A_WEEK)))
        .containsExactly("deleted 1 row(s) from open_default");
    assertThat(count("open")).isEqualTo(1);
  }

  @Test
  void whoReadsForLongIsWaitedForOnlyForAMoment() throws SQLException {
    sink.open();
    write(sink, daysAgo(20), today);
    Upkeep upkeep = upkeep("partitions-ahead: 0\n" + A_WEEK);
    Instant now = Instant.now();
    try (Connection reader = database.connect();
        Statement reading = reader.createStatement()) {
      reader.setAutoCommit(false);
      reading.execute("SELECT count(*) FROM open");
      CompletableFuture<Duration> writing = CompletableFuture.supplyAsync(this::longestOfWrites);

      Instant before = Instant.now();
      assertThatThrownBy(() -> upkeep.step(now))
          .isInstanceOf(SinkFault.class)
          .hasMessageContaining("lock timeout");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
      assertThat(writing.join()).isLessThan(Duration.ofSeconds(5));

      Instant again = Instant.now();
      assertThatThrownBy(() -> upkeep.step(now.plusSeconds(5)))
          .hasMessageContaining("lock timeout");
      assertThat(Duration.between(again, Instant.now())).isLessThan(Duration.ofMillis(900));
      upkeep.close();
      reader.rollback();
    }

    assertThat(upkeep.step(now.plusSeconds(61))).contains("dropped " + partition(daysAgo(20)));
  }

  /** How long the longest of many small batches took. */
  private Duration longestOfWrites() {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      Instant before = Instant.now();
      assertThat(write(sink, today)).isEqualTo(new Outcome.Delivered(0, 0));
      Duration took = Duration.between(before, Instant.now());
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
    return longest;
  }

  @Test
  void whoWritesGoesOnWhilePartitionsAreDroppedAndMade() {
    sink.open();
    LocalDate[] old = IntStream.range(10, 50).mapToObj(this::daysAgo).toArray(LocalDate[]::new);
    write(sink, old);
    var isOver = new AtomicBoolean();
    CompletableFuture<Integer> writing =
        CompletableFuture.supplyAsync(
            () -> {
              int batches = 0;
              while (!isOver.get()) {
                assertThat(write(sink, today)).isEqualTo(new Outcome.Delivered(0, 0));
                batches++;
              }
              return batches;
            });
    Eventually.holds("events arrive", SOON, () -> count("open") > 45);

    List<String> done = steps(upkeep(A_WEEK));

    isOver.set(true);
    int batches = writing.join();
    assertThat(done).hasSize(41);
    assertThat(count("open")).isEqualTo(batches);
  }

  @Test
  void aPartitionThatSomebodyNeedsIsNoReasonToKeepTheOthers() {
    sink.open();
    write(sink, daysAgo(20), daysAgo(19));
    database.execute("CREATE VIEW needed AS SELECT id FROM " + partition(daysAgo(20)));
    Upkeep upkeep = upkeep("partitions-ahead: 0\n" + A_WEEK);

    assertThat(upkeep.step(Instant.now())).contains("dropped " + partition(daysAgo(19)));
    assertThatThrownBy(() -> upkeep.step(Instant.now()))
        .isInstanceOf(SinkFault.class)
        .hasMessageContaining("because other objects depend on it");

    assertThat(partitions()).containsExactly(partition(daysAgo(20)), "open_default");
  }

  @Test
  void aTableInOnePieceStaysSoAndLosesItsOldRows() {
    database.execute(
        "CREATE TABLE open (tenant text, id text, type text, time timestamptz, received_at"
            + " timestamptz, content_hash bigint, data json, PRIMARY KEY (tenant, id, time))");
    sink.open();
    write(sink, daysAgo(20), today);

    assertThat(steps(upkeep(A_WEEK))).containsExactly("deleted 1 row(s) from open");

    assertThat(partitions()).isEmpty();
    assertThat(count("open")).isEqualTo(1);
  }

  @Test
  void thereIsNothingToDoWithoutATable() {
    assertThat(steps(upkeep(A_WEEK))).isEmpty();
    assertThat(recipe("partitions-ahead: 0").upkeep(setup())).isEmpty();
  }
}
