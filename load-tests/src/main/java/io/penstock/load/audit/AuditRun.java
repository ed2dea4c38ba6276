package io.penstock.load.audit;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Brokers;
import io.penstock.load.process.ClickHouseServer;
import io.penstock.load.process.OpenSearchServer;
import io.penstock.load.process.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Sends, looks each second, waits until all is there, and counts. */
public final class AuditRun {
  private static final String TOPIC = "audit.events.v1";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(3);

  /** A sink, how many events it holds, and how far it was behind. */
  private record Watched(String name, LongSupplier rows, Lag lag) {}

  private final AuditNode node;
  private final List<Watched> sinks;
  private final int rate;
  private final Duration time;
  private final Consumer<String> progress;

  private AuditRun(
      AuditNode node, List<Watched> sinks, int rate, Duration time, Consumer<String> progress) {
    this.node = node;
    this.sinks = sinks;
    this.rate = rate;
    this.time = time;
    this.progress = progress;
  }

  public static AuditResult of(
      Path root, String commit, int rate, Duration time, Consumer<String> progress)
      throws IOException {
    try (Workplace workplace = Workplace.open(root.resolve("target"));
        Brokers brokers = Brokers.start(workplace)) {
      progress.accept("broker, ClickHouse and OpenSearch");
      brokers.topics().create(TOPIC);
      ClickHouseServer clickHouse = ClickHouseServer.start(workplace);
      try (OpenSearchServer openSearch = OpenSearchServer.start(workplace, "opensearch");
          AuditNode node =
              new AuditNode(
                  workplace,
                  root,
                  Map.of(
                      "PENSTOCK_BOOTSTRAP_SERVERS", brokers.bootstrapServers(),
                      "CLICKHOUSE_URL", clickHouse.url(),
                      "OPENSEARCH_URL", openSearch.url()));
          Source foreign = new ForeignSource(brokers.bootstrapServers(), TOPIC);
          Source posting = new PostingSource(node.door(), AuditNode.KEY)) {
        List<Watched> sinks =
            List.of(
                new Watched("clickhouse", () -> rows(clickHouse), new Lag()),
                new Watched("opensearch", () -> documents(openSearch), new Lag()));
        return new AuditRun(node, sinks, rate, time, progress)
            .play(commit, List.of(foreign, posting));
      }
    }
  }

  private static long rows(ClickHouseServer server) {
    var rows = new AtomicLong();
    server.read(
        "SELECT toUInt32(count()) FROM audit_events FINAL",
        row -> rows.set(((Number) row.getValue(0)).longValue()));
    return rows.get();
  }

  private static long documents(OpenSearchServer server) {
    server.requests().demand("POST", "/audit-events-*/_refresh", "");
    return server.requests().demand("GET", "/audit-events-*/_count", "").json().getLong("count");
  }

  private AuditResult play(String commit, List<Source> sources) {
    warmUp(sources);
    progress.accept("%,d events/s for %d s".formatted(rate, time.toSeconds()));
    long warm = sources.stream().mapToLong(Source::sent).sum();
    long began = System.nanoTime();
    send(sources, rate, time, () -> look(sinks));
    long sent = sources.stream().mapToLong(Source::finish).sum();
    double perSecond = (sent - warm) / ((System.nanoTime() - began) / 1e9);
    progress.accept("%,d events sent, %,.0f/s; waiting for the sinks".formatted(sent, perSecond));
    Duration drain = awaitAll(sent);
    double cpuSeconds = node.usage().cpu().toMillis() / 1_000.0;
    return new AuditResult(
        commit,
        rate,
        time.toSeconds(),
        sent,
        perSecond,
        drain.toMillis() / 1_000.0,
        cpuSeconds,
        sinks.stream().map(this::outcome).toList());
  }

  /** Five programs are compiled at once on two cores at first, which no day of theirs has again. */
  private void warmUp(List<Source> sources) {
    progress.accept("warming up for %d s".formatted(WARM_UP.toSeconds()));
    send(sources, rate / 2, WARM_UP, () -> LockSupport.parkNanos(SECOND.toNanos()));
  }

  private static void send(List<Source> sources, int rate, Duration time, Runnable meanwhile) {
    List<Flow> flows = new ArrayList<>();
    for (Source source : sources) {
      flows.add(Flow.start(source, (double) rate / sources.size(), time));
    }
    while (!flows.stream().allMatch(Flow::isOver)) {
      meanwhile.run();
    }
  }

  private void look(List<Watched> some) {
    LockSupport.parkNanos(SECOND.toNanos());
    if (!node.isAlive()) {
      throw new BenchFault("Penstock has ended");
    }
    some.forEach(sink -> sink.lag().add(node.metric("penstock_sink_lag_seconds", sink.name())));
  }

  /** Until nothing waits; what is missing then is missing. A sink that has all is not behind. */
  private Duration awaitAll(long sent) {
    long began = System.nanoTime();
    List<Watched> behind = behind(sinks, sent);
    while (!behind.isEmpty() && System.nanoTime() - began < DRAIN_MAX.toNanos()) {
      look(behind);
      behind = behind(behind, sent);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static List<Watched> behind(List<Watched> some, long sent) {
    return some.stream().filter(sink -> sink.rows().getAsLong() < sent).toList();
  }

  private AuditResult.Outcome outcome(Watched sink) {
    progress.accept("reconciling " + sink.name());
    Duration since = time.plus(WARM_UP).plus(DRAIN_MAX).plusMinutes(5);
    return new AuditResult.Outcome(
        sink.name(),
        sink.rows().getAsLong(),
        sink.lag().percentile(0.5),
        sink.lag().percentile(0.99),
        sink.lag().max(),
        node.unexplained(sink.name(), since),
        sink.lag().samples());
  }
}
