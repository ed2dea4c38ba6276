package io.penstock.load.torture.play;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.scene.Ground;
import io.penstock.load.torture.scene.LedgerLine;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Node;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Setup;
import io.penstock.load.torture.send.Heard;
import io.penstock.load.torture.send.LogProbe;
import io.penstock.load.torture.send.Pause;
import io.penstock.load.torture.send.Probing;
import io.penstock.load.torture.send.Senders;
import io.penstock.load.torture.send.Visitors;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One run of a scenario: load, faults, healing, a drain, a stop in order, and the count. */
public final class Run implements AutoCloseable {
  static final Duration DRAIN_MAX = Duration.ofMinutes(5);
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Scenario scenario;
  private final Dose dose;
  private final Consumer<String> progress;
  private final Scene scene;
  private final Book book = new Book(Dose.PRODUCERS);
  private final Heard heard = new Heard();
  private final Player player;
  private Duration drain = Duration.ZERO;

  /** The name is that of topic, tables and groups: another for each run on the same ground. */
  public Run(Scenario scenario, String name, Ground ground, Dose dose, Consumer<String> progress)
      throws IOException {
    this.scenario = scenario;
    this.dose = dose;
    this.progress = progress;
    this.scene =
        new Scene(
            ground,
            name,
            Setup.of(scenario.sinks(), scenario.sections(), dose.seed(), scenario::environment));
    this.player = new Player(scene, book, progress);
  }

  /** May be called once. */
  public Evidence play() {
    progress.accept(scene.run() + " starts");
    scene.start();
    Watch watch = new Watch(scene, player::isIll);
    try (watch) {
      underLoad();
      long healedNanos = System.nanoTime();
      awaitDrained(healedNanos);
      drain = Duration.ofNanos(System.nanoTime() - healedNanos);
    }
    return evidence(watch);
  }

  private void underLoad() {
    try (var probe = new LogProbe(scene.brokers().bootstrapServers());
        var senders = senders(probe);
        var _ = scenario.company(scene, new Visitors(book, new EventMaker(dose.seed())))) {
      senders.start();
      player.begin();
      pause(dose.warmUp());
      player.play(scenario.plan(new SplittableRandom(dose.seed()), dose.faults()));
      player.heal();
      pause(AFTERWARDS);
    }
  }

  private Senders senders(LogProbe probe) {
    return new Senders(
        scenario.doors(scene),
        new EventMaker(dose.seed()),
        book,
        heard,
        new Probing(probe, scenario.probesOneIn()),
        scenario.repeats(),
        dose.rate(),
        dose.seed());
  }

  private static void pause(Duration time) {
    Pause.until(System.nanoTime() + time.toNanos(), () -> false);
  }

  private void awaitDrained(long sinceNanos) {
    progress.accept(scene.run() + " drains");
    while (!hasDrained() && System.nanoTime() - sinceNanos < DRAIN_MAX.toNanos()) {
      pause(LOOK_AGAIN);
    }
  }

  private boolean hasDrained() {
    List<Metrics> nodes = scene.metrics();
    return nodes.size() == scene.nodes().size() && hasDrained(Metrics.together(nodes));
  }

  /** The spool first: what leaves it waits for the sinks. */
  private boolean hasDrained(Metrics metrics) {
    List<LedgerLine> lines = scene.node().ledger().orElse(List.of());
    return metrics.sum("penstock_spool_records") == 0
        && lines.stream().filter(line -> line.stream().equals(scene.run())).count()
            == scene.sinks().size()
        && lines.stream().allMatch(line -> line.waiting() == 0)
        && scenario.isSettled(metrics, lines);
  }

  private Evidence evidence(Watch watch) {
    List<LedgerLine> ledger = scene.node().ledger().orElse(List.of());
    Metrics metrics = Metrics.together(scene.metrics());
    int exitCode = scene.nodes().stream().mapToInt(Node::stop).max().orElseThrow();
    progress.accept(scene.run() + " is counted");
    return new Evidence(
        book,
        heard,
        player.end(),
        player.timesToReady(),
        player.stops(),
        drain,
        exitCode,
        ledger,
        metrics,
        watch,
        scene,
        scene.count(book));
  }

  /** Plays it and judges what came of it; what cannot be played to its end is told, not thrown. */
  public static Outcome of(
      Scenario scenario, String name, Ground ground, Dose dose, Consumer<String> progress)
      throws IOException {
    try (var run = new Run(scenario, name, ground, dose, progress)) {
      return Judge.outcome(scenario, run.play());
    } catch (BenchFault fault) {
      return Outcome.trouble(scenario, String.valueOf(fault.getMessage()));
    }
  }

  @Override
  public void close() {
    scene.close();
    scenario.end();
  }
}
