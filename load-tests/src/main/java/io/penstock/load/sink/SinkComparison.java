package io.penstock.load.sink;

import io.penstock.load.data.DistinctEvents;
import io.penstock.load.process.BareLoadProcess;
import io.penstock.load.process.Brokers;
import io.penstock.load.process.ClickHouseServer;
import io.penstock.load.process.OpenSearchServer;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.process.S3Server;
import io.penstock.load.process.Server;
import io.penstock.load.process.Workplace;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Samples;
import io.penstock.load.report.SinkRun;
import io.penstock.load.report.SinkRun.Way;
import io.penstock.load.report.SinksResult;
import io.penstock.load.report.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** From the log to each store, and the same rows from memory, in turns. */
public final class SinkComparison {
  private static final Duration RUN_MAX = Duration.ofMinutes(10);

  /** After so many it was seen to get no faster. */
  private static final long WARM_UP_ROWS = 300_000;

  /** Starts a Penstock for this store, with these settings. */
  @FunctionalInterface
  public interface Starter {
    Server start(String name, Store store, List<String> settings) throws IOException;
  }

  private final Workplace workplace;
  private final Brokers broker;
  private final Starter starter;
  private final Consumer<String> progress;
  private final DistinctEvents events = new DistinctEvents();
  private final List<SinkRun> runs = new ArrayList<>();
  private final List<String> unsound = new ArrayList<>();
  private Optional<PostgresServer> postgres = Optional.empty();
  private Optional<ClickHouseServer> clickHouse = Optional.empty();
  private Optional<OpenSearchServer> openSearch = Optional.empty();
  private Optional<S3Server> s3 = Optional.empty();

  public SinkComparison(
      Workplace workplace, Brokers broker, Starter starter, Consumer<String> progress) {
    this.workplace = workplace;
    this.broker = broker;
    this.starter = starter;
    this.progress = progress;
  }

  public SinksResult run(String commit, SequencedMap<Store, Long> rows, int rounds)
      throws IOException {
    if (rows.containsKey(Store.POSTGRES)) {
      postgres = Optional.of(PostgresServer.of(workplace));
    }
    if (rows.containsKey(Store.CLICKHOUSE)) {
      clickHouse = Optional.of(ClickHouseServer.of(workplace));
    }
    if (rows.containsKey(Store.OPENSEARCH)) {
      openSearch = Optional.of(OpenSearchServer.of(workplace));
    }
    if (rows.containsKey(Store.S3)) {
      s3 = Optional.of(S3Server.start(workplace));
    }
    for (Map.Entry<Store, Long> store : rows.entrySet()) {
      fill(store.getKey(), store.getValue());
    }
    if (rows.containsKey(Store.OPENSEARCH)) {
      warmUp(Store.OPENSEARCH);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Map.Entry<Store, Long> store : rows.entrySet()) {
        round(store.getKey(), round, store.getValue());
      }
    }
    return SinksResult.of(commit, rows, runs, unsound);
  }

  private void fill(Store store, long count) {
    progress.accept("putting %,d events for %s into the log".formatted(count, store.label()));
    broker.topics().create(topic(store));
    try (var filler = new TopicFiller(broker.bootstrapServers(), topic(store), events::event)) {
      filler.add(count);
    }
  }

  /** A store in a JVM gets faster while it works, and whoever comes first would pay for that. */
  private void warmUp(Store store) {
    progress.accept("warming up " + store.label());
    String name = label("warm", store, 0);
    BareLoadProcess.run(workplace, name, store, WARM_UP_ROWS, settings(name, store));
    drop(name, store);
  }

  /** Each is first in every other round. */
  private void round(Store store, int round, long rows) throws IOException {
    if (round % 2 == 1) {
      bare(store, round, rows);
    }
    fromLog(store, round, rows);
    if (round % 2 == 0) {
      bare(store, round, rows);
    }
  }

  private void bare(Store store, int round, long rows) {
    String name = label("bare", store, round);
    BareLoadProcess run = BareLoadProcess.run(workplace, name, store, rows, settings(name, store));
    keep(new SinkRun(store, Way.BARE, round, run.rowsPerSecond(), run.cpuSeconds()));
    drop(name, store);
  }

  private void fromLog(Store store, int round, long rows) throws IOException {
    String name = label("penstock", store, round);
    Server server = starter.start(name, store, settings(name, store));
    try (var watch = new DeliveryWatch(server, store.betweenLooks())) {
      server.process().awaitReady(RUN_MAX, () -> watch.look() >= rows);
      Samples.Stretch stretch = store.measured(watch.samples(), rows);
      keep(new SinkRun(store, Way.LOG, round, stretch.rowsPerSecond(), stretch.cpuSeconds()));
      if (watch.samples().last().rows() != rows) {
        unsound.add(name + " delivered " + watch.samples().last().rows() + " of " + rows);
      }
    } finally {
      server.process().close();
    }
    drop(name, store);
  }

  private void drop(String name, Store store) {
    switch (store) {
      case DUCKDB, DELTA -> {}
      case POSTGRES -> postgres.orElseThrow().drop(name);
      case CLICKHOUSE -> clickHouse.orElseThrow().drop(name);
      case OPENSEARCH -> openSearch.orElseThrow().drop(SinkSettings.indexPrefix(name));
      case S3 -> s3.orElseThrow().drop(name);
    }
  }

  private void keep(SinkRun run) {
    runs.add(run);
    progress.accept(
        "round %d, %s, %s: %s rows/s, %s CPU s/M"
            .formatted(
                run.round(),
                run.store().label(),
                run.way().label(),
                Numbers.whole(run.rowsPerSecond()),
                Numbers.fraction(run.cpuSeconds())));
  }

  private List<String> settings(String name, Store store) {
    return switch (store) {
      case DUCKDB -> SinkSettings.duckDb(name, topic(store));
      case POSTGRES -> SinkSettings.postgres(name, topic(store), postgres.orElseThrow());
      case CLICKHOUSE -> SinkSettings.clickHouse(name, topic(store), clickHouse.orElseThrow());
      case OPENSEARCH -> SinkSettings.openSearch(name, topic(store), openSearch.orElseThrow());
      case S3 -> SinkSettings.s3(name, topic(store), s3.orElseThrow());
      case DELTA -> SinkSettings.delta(name, topic(store), workplace.file("lakes"));
    };
  }

  private static String label(String who, Store store, int round) {
    return who + "-" + store.name().toLowerCase(Locale.ROOT) + "-" + round;
  }

  private static String topic(Store store) {
    return "for-" + store.name().toLowerCase(Locale.ROOT);
  }
}
