package io.penstock.load.bare;

import io.penstock.ServerConfig;
import io.penstock.SinkPlan;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.event.Event;
import io.penstock.event.EventReader;
import io.penstock.event.Stream;
import io.penstock.event.json.MalformedJson;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.load.data.DistinctEvents;
import io.penstock.load.report.Samples;
import io.penstock.load.report.Store;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Outcome;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkSetup;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Loads rows from memory with the library that a sink uses, and with nothing around it: a process
 * of its own. The table is made by the sink itself, so that it is the same.
 */
public final class BareLoad {
  /** In memory, of rows that may be loaded again and again. */
  private static final int ROWS_READY_MAX = 1_000_000;

  private static final String PASSWORD = "POSTGRES_PASSWORD";
  private static final String TENANT = "00000000-0000-0000-0000-000000000000";

  private final Configuration configuration;
  private final SinkPlan plan;
  private final ServerConfig server;
  private final DistinctEvents events = new DistinctEvents();
  private final ContentHash hash = new ContentHash();

  private BareLoad(List<String> settings) {
    this.configuration = Configuration.withoutFile(Map.of(), settings);
    this.server = ServerConfig.read(configuration);
    this.plan = server.sinks().getFirst();
  }

  /**
   * Arguments: the store, how many rows, and Penstock's settings as {@code key=value}. Prints rows
   * a second and processor seconds for a million rows.
   */
  public static void main(String[] arguments) throws Exception {
    List<String> settings = Arrays.asList(arguments).subList(2, arguments.length);
    var load = new BareLoad(settings);
    Samples.Stretch stretch = load.run(Store.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println("loaded " + stretch.rowsPerSecond() + " " + stretch.cpuSeconds());
  }

  private Samples.Stretch run(Store store, int rows) throws SQLException, MalformedJson {
    makeTable(rows);
    try (BareStore bare = open(store)) {
      int inMemory = bare.takesRowsAgain() ? Math.min(rows, ROWS_READY_MAX) : rows;
      int loads = Math.ceilDiv(rows, plan.delivery().eventsMax());
      return store.measured(load(ready(bare, inMemory), loads, rows), rows);
    }
  }

  private List<BareStore.Load> ready(BareStore bare, int rows) throws MalformedJson {
    List<BareStore.Load> loads = new ArrayList<>();
    int rowsPerCommit = plan.delivery().eventsMax();
    for (int first = 0; first < rows; first += rowsPerCommit) {
      loads.add(bare.ready(rows(first, Math.min(rowsPerCommit, rows - first))));
    }
    return loads;
  }

  private List<BareRow> rows(int first, int count) throws MalformedJson {
    var reader = new EventReader(stream(), TENANT);
    List<BareRow> rows = new ArrayList<>(count);
    for (int number = first; number < first + count; number++) {
      rows.add(BareRow.of(event(reader, number), hash));
    }
    return rows;
  }

  private Event event(EventReader reader, long number) throws MalformedJson {
    long now = System.currentTimeMillis();
    return reader.read(number, now, events.event(number), null, null, "");
  }

  private static Samples load(List<BareStore.Load> ready, int loads, int expected)
      throws SQLException {
    var samples = new Samples();
    long rows = 0;
    samples.add(rows, cpu(), 0);
    for (int at = 0; at < loads; at++) {
      rows += ready.get(at % ready.size()).run();
      samples.add(rows, cpu(), 0);
    }
    if (rows < expected) {
      throw new SQLException("of " + expected + " rows only " + rows + " were new");
    }
    return samples;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** One event more than is loaded has the sink make everything that a row needs. */
  private void makeTable(int rows) throws MalformedJson {
    var setup = new SinkSetup(plan.delivery().sink(), plan.streams(), server.dataDir());
    try (Sink sink = plan.recipe().make(setup)) {
      sink.open();
      Event event = event(new EventReader(stream(), TENANT), rows);
      var batch = new Batch(stream(), "made", 0, Checkpoint.at(0), 1, List.of(event), Counts.ZERO);
      Outcome outcome = sink.write(sink.encode(batch));
      if (!(outcome instanceof Outcome.Delivered)) {
        throw new IllegalStateException("the sink makes no table: " + outcome);
      }
    }
  }

  private Stream stream() {
    return plan.streams().getFirst();
  }

  private BareStore open(Store store) throws SQLException {
    Section sink = configuration.root().section("sinks").section(plan.delivery().sink());
    return switch (store) {
      case DUCKDB ->
          new BareDuckDb(
              server.dataDir().resolve(plan.delivery().sink() + ".duckdb"), stream().name());
      case POSTGRES ->
          new BarePostgres(sink.text("url"), login(sink), sink.text("schema"), stream().name());
      case CLICKHOUSE ->
          new BareClickHouse(sink.text("url"), sink.text("database"), stream().name());
      case OPENSEARCH ->
          new BareOpenSearch(sink.text("url"), sink.text("index-prefix") + stream().name());
      case S3, DELTA -> new BareParquet();
    };
  }

  private static Properties login(Section sink) {
    var login = new Properties();
    sink.optionalText("user").ifPresent(user -> login.setProperty("user", user));
    Optional.ofNullable(System.getenv(PASSWORD))
        .ifPresent(password -> login.setProperty("password", password));
    return login;
  }
}
