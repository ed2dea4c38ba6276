package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.postgres.PostgresSink;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * TimescaleDB cannot be had for the server of the tests. In its place stands an extension that
 * takes the same calls, as its guide has them, and remembers them.
 */
class PostgresTimescaleIT {
  private final PostgresDatabase database = PostgresDatabase.fresh();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private Checkpoint checkpoint = Checkpoint.at(0);

  private SinkType.Recipe recipe(String more) {
    String yaml = "url: %s\nuser: %s\n%s".formatted(database.url(), PostgresDatabase.USER, more);
    return PostgresSink.TYPE.reader().apply(Configuration.ofYaml(yaml).root());
  }

  private Sink sink(String more) {
    Sink made = recipe(more).make(setup());
    open.add(made);
    return made;
  }

  private static SinkSetup setup() {
    return new SinkSetup("sink", List.of(Range.OPEN, Range.ANALYTICS), Path.of("unused"));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  /** As if it were installed beside the server, for this database alone. */
  private void list(String folder) {
    try {
      Path path = Path.of(Objects.requireNonNull(getClass().getResource("/" + folder)).toURI());
      database.execute(
          "ALTER DATABASE %s SET extension_control_path = '$system:%s'"
              .formatted(database.name(), path));
    } catch (URISyntaxException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private Outcome write(Sink to, String id, LocalDate day) {
    String event = "{\"id\":\"" + id + "\",\"at\":\"" + day + "T12:00:00Z\"}";
    Outcome outcome = to.write(to.encode(Range.of(Range.OPEN, checkpoint, event)));
    checkpoint = to.checkpoint(Range.TOPIC, 0).orElseThrow();
    return outcome;
  }

  private List<String> texts(String sql) {
    return database.rows(sql).stream().map(row -> String.valueOf(row.getFirst())).toList();
  }

  private List<String> calls() {
    return texts("SELECT said FROM _timescaledb_internal.calls ORDER BY id");
  }

  private List<String> tables() {
    return texts(
        "SELECT relname || ' ' || relkind::text FROM pg_class WHERE relnamespace ="
            + " 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1");
  }

  @Test
  void newTablesAreHypertablesWhereTheServerListsTheExtension() {
    list("timescaledb-stand-in");
    Sink sink = sink("");
    sink.open();

    assertThat(calls())
        .containsExactly(
            "create_hypertable open by time in 1 day, default indexes f",
            "create_hypertable analytics by time in 1 day, default indexes f");
    assertThat(tables()).containsExactly("analytics r", "open r", "sink_offsets r");
    assertThat(write(sink, "1", today)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(write(sink, "1", today)).isEqualTo(new Outcome.Delivered(1, 0));
    sink.close();
    sink.open();
    assertThat(calls()).hasSize(2);
  }

  @Test
  void chunksAreAsLongAsPartitionsWouldBe() {
    list("timescaledb-stand-in");

    sink("partition: month").open();

    assertThat(calls()).contains("create_hypertable open by time in 1 mon, default indexes f");
  }

  @Test
  void itsFunctionsAreFoundInWhateverSchemaTheyAre() {
    list("timescaledb-stand-in");
    database.execute("CREATE SCHEMA \"of its own\"");
    database.execute("CREATE EXTENSION timescaledb SCHEMA \"of its own\"");
    Sink sink = sink("schema: mine\ndelete-after: 7d");
    sink.open();
    write(sink, "1", today.minusDays(20));

    assertThat(upkeep("schema: mine\ndelete-after: 7d").step(Instant.now()))
        .contains("dropped 1 chunk(s) of open");
  }

  private Upkeep upkeep(String more) {
    Upkeep made = recipe(more).upkeep(setup()).orElseThrow();
    open.add(made);
    return made;
  }

  @Test
  void chunksAreDroppedByAgeTheOldestFirstAndNoneAreMadeAhead() {
    list("timescaledb-stand-in");
    Sink sink = sink("delete-after: 7d");
    sink.open();
    write(sink, "1", today.minusDays(20));
    write(sink, "2", today.minusDays(8));
    write(sink, "3", today.minusDays(7));
    write(sink, "4", today);
    Upkeep upkeep = upkeep("delete-after: 7d");
    String dropped = "dropped 1 chunk(s) of open";

    assertThat(List.of(step(upkeep), step(upkeep), step(upkeep)))
        .containsExactly(Optional.of(dropped), Optional.of(dropped), Optional.empty());

    assertThat(texts("SELECT id FROM open ORDER BY 1")).containsExactly("3", "4");
    assertThat(calls())
        .endsWith(
            "drop_chunks open older than " + today.minusDays(19) + " 00:00:00",
            "drop_chunks open older than " + today.minusDays(7) + " 00:00:00");
    assertThat(tables()).containsExactly("analytics r", "open r", "sink_offsets r");
  }

  private static Optional<String> step(Upkeep upkeep) {
    return upkeep.step(Instant.now());
  }

  @Test
  void aTableThatIsThereStaysAsItIs() {
    sink("").open();
    List<String> before = tables();
    database.execute("DROP TABLE analytics");
    list("timescaledb-stand-in");

    Sink sink = sink("");
    sink.open();

    assertThat(calls())
        .containsExactly("create_hypertable analytics by time in 1 day, default indexes f");
    assertThat(write(sink, "1", today)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(before).contains("open p", "open_default r");
    assertThat(tables()).contains("open p", "open_default r", "analytics r");
  }

  @Test
  void nothingIsMadeWhereItIsNotWantedOrNotNeeded() {
    list("timescaledb-stand-in");
    sink("timescale: off").open();
    sink("").open();

    assertThat(texts("SELECT extname FROM pg_extension WHERE extname = 'timescaledb'")).isEmpty();
    assertThat(tables()).contains("analytics p", "open p");
  }

  @Test
  void aServerThatListsItAndHasNotLoadedItGetsPartitionsOfItsOwn() {
    list("timescaledb-not-loaded");
    Sink sink = sink("");

    sink.open();

    assertThat(write(sink, "1", today)).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(tables()).contains("analytics p", "open p");
  }
}
