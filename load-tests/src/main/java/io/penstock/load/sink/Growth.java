package io.penstock.load.sink;

import io.penstock.load.data.DistinctEvents;
import io.penstock.load.process.Brokers;
import io.penstock.load.process.Server;
import io.penstock.load.report.GrowthResult;
import io.penstock.load.report.GrowthResult.Step;
import io.penstock.load.report.Samples;
import io.penstock.load.report.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Does an event cost more when much is stored already? Millions of events into one DuckDB file. */
public final class Growth {
  private static final String TOPIC = "growing";
  private static final long STEP = 1_000_000;
  private static final long AHEAD_MAX = 1_000_000;
  private static final long ADDED_AT_ONCE = 50_000;
  private static final Duration RUN_MAX = Duration.ofMinutes(60);

  private final Brokers broker;
  private final SinkComparison.Starter starter;
  private final Consumer<String> progress;

  public Growth(Brokers broker, SinkComparison.Starter starter, Consumer<String> progress) {
    this.broker = broker;
    this.starter = starter;
    this.progress = progress;
  }

  public GrowthResult run(String commit, long events) throws IOException {
    broker.topics().create(TOPIC);
    try (var filler =
        new TopicFiller(broker.bootstrapServers(), TOPIC, new DistinctEvents()::event)) {
      filler.add(Math.min(events, AHEAD_MAX));
      Server server = starter.start("growth", Store.DUCKDB, SinkSettings.duckDb("growth", TOPIC));
      try (var watch = new DeliveryWatch(server, Store.DUCKDB.betweenLooks())) {
        server.process().awaitReady(RUN_MAX, () -> goOn(watch, filler, events));
        return GrowthResult.of(commit, steps(watch.samples(), events));
      }
    }
  }

  /** Keeps the log ahead of the store, but never far. */
  private boolean goOn(DeliveryWatch watch, TopicFiller filler, long events) {
    long before = watch.samples().isEmpty() ? 0 : watch.samples().last().rows();
    long stored = watch.look();
    if (stored / STEP > before / STEP) {
      progress.accept("%,d events stored".formatted(stored));
    }
    long missing = Math.min(events, stored + AHEAD_MAX) - filler.filled();
    if (missing > 0) {
      filler.add(Math.min(missing, ADDED_AT_ONCE));
    }
    return stored >= events;
  }

  private static List<Step> steps(Samples samples, long events) {
    return LongStream.rangeClosed(1, events / STEP)
        .mapToObj(number -> step(samples, number))
        .toList();
  }

  private static Step step(Samples samples, long number) {
    Samples.Sample from = samples.at((number - 1) * STEP);
    Samples.Sample to = samples.at(number * STEP);
    return new Step(
        Math.toIntExact(number),
        to.rowsPerSecondSince(from),
        to.cpuSecondsSince(from),
        to.residentMiB());
  }
}
