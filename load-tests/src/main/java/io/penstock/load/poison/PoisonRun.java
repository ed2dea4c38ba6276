package io.penstock.load.poison;

import io.penstock.load.report.Samples;
import io.penstock.load.sink.TopicFiller;
import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.scene.Ground;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Setup;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One topic, carried to PostgreSQL, counted; then the table is mended, and its letters replayed.
 */
final class PoisonRun implements AutoCloseable {
  private static final Duration RUN_MAX = Duration.ofMinutes(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration REPLAY_MAX = Duration.ofMinutes(5);
  private static final Sink.Postgres SINK = new Sink.Postgres("postgres");

  private final Kind kind;
  private final Ground ground;
  private final long events;
  private final Consumer<String> progress;
  private final Book book = new Book(SpoiledEvents.PRODUCERS);
  private final SpoiledEvents source;
  private final Scene scene;

  /** The name is that of topic and table. */
  PoisonRun(
      Kind kind, String name, Ground ground, long events, long seed, Consumer<String> progress)
      throws IOException {
    this.kind = kind;
    this.ground = ground;
    this.events = events;
    this.progress = progress;
    this.source = new SpoiledEvents(kind, seed, book);
    this.scene =
        new Scene(
            ground,
            name,
            new Setup("{kind: analytics, key: session}", List.of(SINK), "", seed, _ -> Map.of()));
  }

  PoisonOutcome play() {
    progress.accept(scene.run() + ": table and topic");
    scene.start();
    scene.node().stop();
    scene.stores().execute(Kind.rules(table()));
    fill();
    progress.accept(scene.run() + ": from the log to PostgreSQL");
    Samples.Stretch late = deliver();
    Scene.Count count = scene.count(book);
    scene.stores().execute(Kind.cure(table()));
    Duration replay = kind == Kind.NONE ? Duration.ZERO : replay();
    Tally after = scene.rows(SINK, book);
    return PoisonOutcome.of(kind, events, late, count, replay, after);
  }

  private String table() {
    return scene.stores().table(SINK);
  }

  private void fill() {
    try (var filler = new TopicFiller(ground.brokers().bootstrapServers(), scene.run(), source)) {
      filler.add(events);
    }
    for (int producer = 0; producer < SpoiledEvents.PRODUCERS; producer++) {
      book.acknowledged(producer, 0, Math.toIntExact(events / SpoiledEvents.PRODUCERS), false);
    }
  }

  private Samples.Stretch deliver() {
    var samples = new Samples();
    scene.node().start();
    scene.node().running().awaitReady(RUN_MAX, () -> pause() && settled(samples) >= events);
    return samples.late(events);
  }

  /** Each look costs the server something too. */
  private static boolean pause() {
    return Pause.until(System.nanoTime() + BETWEEN_LOOKS.toNanos(), () -> false);
  }

  private long settled(Samples samples) {
    long settled = Math.round(scene.node().metrics().map(PoisonRun::settled).orElse(0.0));
    var usage = scene.node().running().usage();
    samples.add(settled, usage.cpu(), usage.residentMiB());
    return settled;
  }

  private static double settled(Metrics metrics) {
    return metrics.sum("penstock_events_delivered_total")
        + metrics.sum("penstock_events_dead_lettered_total");
  }

  /** As a person would, while the server runs; returns when all rows are there. */
  private Duration replay() {
    progress.accept(scene.run() + ": the table is mended, the letters are replayed");
    long began = System.nanoTime();
    List<String> command =
        List.of(
            ground.program().toString(),
            "dlq",
            "replay",
            "--sink",
            SINK.name(),
            "--rate",
            "2000",
            "--url",
            scene.node().adminUrl(),
            "--who",
            "bench",
            "--why",
            "the table is mended");
    ground
        .workplace()
        .start(
            scene.run() + "-replay", command, Map.of("JAVA_HOME", System.getProperty("java.home")))
        .awaitSuccess(REPLAY_MAX, () -> {});
    scene.node().running().awaitReady(REPLAY_MAX, () -> scene.stores().count(SINK) >= events);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() {
    scene.close();
  }
}
