package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.event.Stream;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.ledger.Counts;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.postgres.PostgresSink;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresSinkIT extends SqlSinkContract {
  private final PostgresDatabase database = PostgresDatabase.fresh();
  private String url = database.url();
  private String more = "";

  @Override
  protected SinkType type() {
    return PostgresSink.TYPE;
  }

  @Override
  protected String configuration() {
    return "url: " + url + "\nuser: " + PostgresDatabase.USER + "\n" + more;
  }

  @Override
  protected List<List<@Nullable Object>> rows(String sql) {
    return database.rows(sql);
  }

  @Override
  protected void refuse(Stream stream, String type) {
    sink.open();
    sink.close();
    database.execute("ALTER TABLE %s ADD CHECK (type <> '%s')".formatted(stream.name(), type));
  }

  @Override
  protected void execute(String sql) {
    database.execute(sql);
  }

  @Test
  void doesNotOpenWhereATableWantsAValueThatNoEventHas() {
    sink.open();
    sink.close();
    execute("ALTER TABLE open ADD COLUMN owner integer NOT NULL");

    assertThatThrownBy(sink::open)
        .isInstanceOf(SinkFault.class)
        .hasMessage(
            "table open wants a value for column owner, which events do not have: give it a"
                + " default, or allow null");
  }

  @Test
  void takesWhatFitsSinceAPersonHasMendedTheTableWhileItRan() {
    sink.open();
    sink.close();
    execute("ALTER TABLE analytics ALTER COLUMN name TYPE integer USING name::integer");
    sink.open();
    Batch batch =
        Range.of(Range.ANALYTICS, START, "{\"id\":\"1\",\"type\":\"custom\",\"name\":\"seven\"}");
    assertThat(sink.encode(batch).setAside()).hasSize(1);

    execute("ALTER TABLE analytics ALTER COLUMN name TYPE text");

    Eventually.holds(
        "it fits", Duration.ofSeconds(10), () -> sink.encode(batch).setAside().isEmpty());
    assertThat(write(sink, batch)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(rows("SELECT name FROM analytics")).containsExactly(List.of("seven"));
  }

  private static Outcome.Hold holdOf(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Hold.class);
    return (Outcome.Hold) outcome;
  }

  @Test
  void keepsDataAsJson() {
    sink.open();

    assertThat(
            rows(
                """
                SELECT column_name::text, data_type::text FROM information_schema.columns
                WHERE table_name = 'open' ORDER BY ordinal_position\
                """))
        .containsExactly(
            List.of("tenant", "text"),
            List.of("id", "text"),
            List.of("type", "text"),
            List.of("time", "timestamp with time zone"),
            List.of("received_at", "timestamp with time zone"),
            List.of("content_hash", "bigint"),
            List.of("data", "json"));
  }

  @Test
  void refusesWhatIsNoJson() {
    sink.open();
    Batch fine = Range.of(OPEN, START, "{\"id\":\"1\"}");
    var event = fine.events().getFirst();
    var broken =
        new io.penstock.event.Event(
            0, event.tenant(), "1", "", 0, 0, new byte[] {'{'}, event.columns());

    Outcome outcome =
        write(sink, new Batch(OPEN, Range.TOPIC, 0, START, 1, List.of(broken), Counts.ZERO));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Refused(
                new Complaint(
                    "22P02",
                    "",
                    "PostgreSQL: ERROR: invalid input syntax for type json (SQLSTATE 22P02)")));
    assertThat(count(OPEN)).isZero();
  }

  @Test
  void aRepeatWithAnotherTimeIsAnotherRow() {
    sink.open();
    write(sink, Range.of(OPEN, START, at("2024-05-06T07:08:09Z")));

    Outcome later = write(sink, Range.of(OPEN, checkpoint(), at("2024-05-06T07:08:10Z")));

    assertThat(later).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(count(OPEN)).isEqualTo(2);
  }

  @Test
  void makesAPartitionForEachDayNearbyAndNoneForDaysFarAway() {
    sink.open();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);

    write(
        sink,
        Range.of(
            OPEN,
            START,
            at(today + "T00:00:00Z"),
            at(today + "T23:59:59.999999Z"),
            at(today.minusDays(399) + "T12:00:00Z"),
            at(today.minusDays(402) + "T12:00:00Z"),
            at(today.plusDays(29) + "T12:00:00Z"),
            at(today.plusDays(32) + "T12:00:00Z")));

    assertThat(rowsPerPartition())
        .containsExactlyInAnyOrder(
            List.of("open_default", 2L),
            List.of(partition(today), 2L),
            List.of(partition(today.minusDays(399)), 1L),
            List.of(partition(today.plusDays(29)), 1L));
  }

  @Test
  void makesAPartitionForEachMonthWhereItIsToldTo() {
    more = "partition: month";
    sink = sinkNamed("monthly");
    sink.open();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);

    write(
        sink,
        Range.of(
            OPEN,
            START,
            at(today.withDayOfMonth(1) + "T00:00:00Z"),
            at(today.withDayOfMonth(today.lengthOfMonth()) + "T23:59:59Z")));

    assertThat(rowsPerPartition())
        .containsExactly(
            List.of("open_" + today.format(DateTimeFormatter.ofPattern("yyyy_MM")), 2L));
  }

  @Test
  void leavesADayInTheDefaultPartitionWhereItBegan() {
    sink.open();
    String today = LocalDate.now(ZoneOffset.UTC) + "T12:00:00Z";
    database.execute(
        "INSERT INTO open VALUES ('t', 'by hand', null, '%s', now(), 0, '{}')".formatted(today));

    Outcome outcome = write(sink, Range.of(OPEN, START, at(today)));

    assertThat(outcome).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(rowsPerPartition()).containsExactly(List.of("open_default", 2L));
  }

  @Test
  void makesItsSchema() {
    more = "schema: a \"quoted\" one";
    sink = sinkNamed("quoting");
    sink.open();

    write(sink, Range.of(OPEN, START, at("2024-05-06T07:08:09Z")));

    assertThat(rows("SELECT count(*) FROM \"a \"\"quoted\"\" one\".open"))
        .containsExactly(List.of(1L));
  }

  @Test
  void sayWhoTheyAre() {
    sink.open();

    assertThat(
            rows(
                "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid()"))
        .containsExactly(List.of("penstock sink"));
  }

  @Test
  void ofTwoWritersOfOneRangeExactlyOneCommits() {
    try (Sink other = sinkNamed("sink")) {
      sink.open();
      other.open();
      Batch batch = Range.of(OPEN, START, Range.many(2_000, "e"));

      var first = CompletableFuture.supplyAsync(() -> write(sink, batch));
      var second = CompletableFuture.supplyAsync(() -> write(other, batch));

      assertThat(List.of(first.join(), second.join()))
          .containsExactlyInAnyOrder(new Outcome.Delivered(0, 0), new Outcome.Superseded());
      assertThat(count(OPEN)).isEqualTo(2_000);
      assertThat(checkpoint()).isEqualTo(batch.after(0, 0));
    }
  }

  @Test
  void holdsWhileItsConnectionIsCutAndIsOnceAfterwards() {
    sink.open();
    Batch batch = Range.of(OPEN, START, Range.many(100, "e"));
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'penstock"
            + " sink'");

    Outcome.Hold hold = holdOf(write(sink, batch));

    assertThat(hold.cause()).isEqualTo(Cause.CAPACITY);
    assertThat(write(sink, batch)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(count(OPEN)).isEqualTo(100);
  }

  @Test
  void findsByTheCheckpointThatALostCommitHadComeThrough() throws IOException {
    try (var wire = new CuttableWire(database.port())) {
      url = database.urlAt(wire.port());
      sink = sinkNamed("sink");
      sink.open();
      Batch batch = Range.of(OPEN, START, Range.many(100, "e"));
      wire.loseTheAnswerToWhatFollows("INSERT INTO sink_offsets");

      Outcome.Hold hold = holdOf(write(sink, batch));

      assertThat(hold.cause()).isEqualTo(Cause.CAPACITY);
      assertThat(write(sink, batch)).isEqualTo(new Outcome.Superseded());
      assertThat(checkpoint()).isEqualTo(batch.after(0, 0));
      assertThat(count(OPEN)).isEqualTo(100);
    }
  }

  @Test
  void holdsForSomeoneWhereATableWasChanged() {
    sink.open();
    database.execute("ALTER TABLE open RENAME COLUMN data TO payload");

    Outcome.Hold hold = holdOf(write(sink, Range.of(OPEN, START, at("2024-05-06T07:08:09Z"))));

    assertThat(hold.cause()).isEqualTo(Cause.SCHEMA);
    assertThat(hold.reason())
        .isEqualTo(
            "PostgreSQL: ERROR: column \"data\" of relation \"open\" does not exist (SQLSTATE"
                + " 42703)");
  }

  @Test
  void doesNotOpenWithoutItsServer() throws IOException {
    var wire = new CuttableWire(database.port());
    wire.close();
    url = database.urlAt(wire.port());
    sink = sinkNamed("lonely");

    assertThatThrownBy(sink::open).isInstanceOf(SinkFault.class).hasMessageContaining("refused");
  }

  private static String at(String time) {
    return "{\"id\":\"1\",\"at\":\"" + time + "\"}";
  }

  private static String partition(LocalDate day) {
    return "open_" + day.format(DateTimeFormatter.ofPattern("yyyy_MM_dd"));
  }

  private List<List<@Nullable Object>> rowsPerPartition() {
    return rows("SELECT tableoid::regclass::text, count(*) FROM open GROUP BY 1");
  }
}
