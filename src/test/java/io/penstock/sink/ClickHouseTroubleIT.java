package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.fixture.ClickHouseDatabase;
import io.penstock.fixture.ClickHouseServer;
import io.penstock.fixture.FaultyHttp;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.clickhouse.ClickHouseSink;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with a real ClickHouse, or on the way to it; afterwards all is there, once. */
class ClickHouseTroubleIT {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Checkpoint START = Checkpoint.at(0);

  private final ClickHouseDatabase database = ClickHouseDatabase.unmade();
  private final FaultyHttp way = new FaultyHttp(database.url(), query -> query.contains("INSERT"));
  private final Batch batch = Range.of(Range.OPEN, START, Range.many(100, "e"));
  private Sink sink;

  @BeforeEach
  void open() {
    sink = sinkAt(way.url());
    sink.open();
  }

  private Sink sinkAt(String url) {
    String yaml = "url: %s\ndatabase: %s\nstatement-timeout: 1s\n".formatted(url, database.name());
    return ClickHouseSink.TYPE
        .reader()
        .apply(Configuration.ofYaml(yaml).root())
        .make(new SinkSetup("sink", List.of(Range.OPEN), Path.of("unused")));
  }

  @AfterEach
  void close() {
    sink.close();
    way.close();
  }

  private Outcome write(Batch range) {
    return sink.write(sink.encode(range));
  }

  private long rows() {
    return ((Number) database.rows("SELECT count() FROM db.open").getFirst().getFirst())
        .longValue();
  }

  private void isHeld(Outcome outcome, Cause cause, String why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Hold.class,
            hold -> {
              assertThat(hold.cause()).as(hold.toString()).isEqualTo(cause);
              assertThat(hold.reason()).contains(why);
            });
  }

  /** The batch is offered again, as it would be, and is there once. */
  private void isThereInTheEnd() {
    assertThat(write(Range.again(batch))).isEqualTo(DELIVERED);
    assertThat(rows()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "401, ACCESS",
    "403, ACCESS",
    "404, SCHEMA",
    "429, CAPACITY",
    "500, CAPACITY",
    "503, CAPACITY"
  })
  void anAnswerOfSomebodyElseHoldsTheSink(int status, Cause cause) {
    way.answersNext(status);

    isHeld(write(batch), cause, "HTTP status " + status);

    assertThat(rows()).isZero();
    isThereInTheEnd();
  }

  @Test
  void tooLargeForSomebodyOnTheWayIsHalved() {
    way.answersNext(413);

    assertThat(write(batch)).isInstanceOf(Outcome.Refused.class);

    isThereInTheEnd();
  }

  @Test
  void aPageThatSaysOkInPlaceOfTheServerIsNotBelieved() {
    way.answersNext(200);

    assertThat(write(batch)).isEqualTo(DELIVERED);

    assertThat(rows()).isEqualTo(100);
  }

  /** At once, and without holding the sink: idle connections break too. */
  @Test
  void anAnswerThatIsLostIsFoundInTheTable() {
    way.losesTheNextAnswer();

    assertThat(write(batch)).isEqualTo(DELIVERED);

    assertThat(rows()).isEqualTo(100);
  }

  @Test
  void aTimeoutAfterTheCommitIsFoundInTheTable() {
    way.keepsTheNextAnswer();

    isHeld(write(batch), Cause.CAPACITY, "does not answer");

    isThereInTheEnd();
  }

  @Test
  void aServerThatIsKilledHoldsTheSink(@TempDir Path folder) {
    try (var server = new ClickHouseServer(folder.resolve("clickhouse"));
        Sink there = sinkAt(server.url())) {
      there.open();
      assertThat(there.write(there.encode(batch))).isEqualTo(DELIVERED);
      Batch next = Range.of(Range.OPEN, Checkpoint.at(100), Range.many(100, "f"));

      server.kill();
      isHeld(there.write(there.encode(next)), Cause.CAPACITY, "does not answer");
      server.startAgain();

      assertThat(there.write(there.encode(Range.again(next)))).isEqualTo(DELIVERED);
      assertThat(server.ask("SELECT count() FROM " + database.name() + ".open")).isEqualTo("200\n");
    }
  }

  @Test
  void tooManyPartsHoldTheSink() {
    database.execute("SYSTEM STOP MERGES db.open");
    database.execute(
        "ALTER TABLE db.open MODIFY SETTING parts_to_delay_insert = 1, parts_to_throw_insert = 1");
    assertThat(write(Range.of(Range.OPEN, Checkpoint.at(100), "{\"id\":\"x\"}")))
        .isEqualTo(DELIVERED);

    isHeld(write(batch), Cause.CAPACITY, "Too many parts");

    database.execute(
        "ALTER TABLE db.open RESET SETTING parts_to_throw_insert, parts_to_delay_insert");
    database.execute("ALTER TABLE db.open DROP PARTITION tuple()".replace("tuple()", month()));
    isThereInTheEnd();
  }

  private String month() {
    return database
        .rows(
            "SELECT partition FROM system.parts WHERE database = 'db.' AND active"
                .replace("db.", database.name()))
        .getFirst()
        .getFirst()
        .toString();
  }

  @Test
  void aFullDiskHoldsTheSink() {
    database.execute(
        "ALTER TABLE db.open MODIFY SETTING min_free_disk_bytes_to_perform_insert ="
            + " 1000000000000000");

    isHeld(write(batch), Cause.CAPACITY, "(code 243)");

    database.execute("ALTER TABLE db.open RESET SETTING min_free_disk_bytes_to_perform_insert");
    isThereInTheEnd();
  }

  @Test
  void aTableThatIsGoneHoldsTheSinkUntilItIsBack() {
    String table =
        database
            .rows(
                "SELECT create_table_query FROM system.tables WHERE database = '"
                    + database.name()
                    + "' AND name = 'open'")
            .getFirst()
            .getFirst()
            .toString();
    database.execute("DROP TABLE db.open SYNC");

    isHeld(write(batch), Cause.SCHEMA, "(code 60)");

    database.execute(table);
    isThereInTheEnd();
  }
}
