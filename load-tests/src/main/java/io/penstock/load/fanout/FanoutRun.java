package io.penstock.load.fanout;

import io.penstock.client.ForwarderOptions;
import io.penstock.load.fanout.FanoutResult.FullSpool;
import io.penstock.load.fanout.FanoutResult.Passage;
import io.penstock.load.numbered.Drain;
import io.penstock.load.numbered.GrpcNode;
import io.penstock.load.numbered.NumberedEvents;
import io.penstock.load.numbered.Sent;
import io.penstock.load.numbered.SteadySender;
import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Brokers;
import io.penstock.load.process.Topics;
import io.penstock.load.process.Workplace;
import io.penstock.load.torture.scene.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Sends, cuts a sink off, lets it come back, counts; then kills the server with a full spool. */
public final class FanoutRun {
  private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
  private static final Duration SETTLE_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration PRESSURE = Duration.ofSeconds(5);
  private static final int PROGRESS_SECONDS = 15;

  /** Each event is sent once, so that the log has it twice only where the server put it there. */
  private static final ForwarderOptions ONE_ATTEMPT =
      ForwarderOptions.DEFAULT
          .withBuffer(5_000, 4 << 20)
          .withAttempts(1, Duration.ofSeconds(20), Duration.ofMillis(200), Duration.ofSeconds(1));

  private final FanoutDose dose;
  private final Brokers brokers;
  private final FanoutStores stores;
  private final GrpcNode node;
  private final Consumer<String> progress;
  private final NumberedEvents events = NumberedEvents.ofNow();

  private FanoutRun(
      FanoutDose dose,
      Brokers brokers,
      FanoutStores stores,
      GrpcNode node,
      Consumer<String> progress) {
    this.dose = dose;
    this.brokers = brokers;
    this.stores = stores;
    this.node = node;
    this.progress = progress;
  }

  public static FanoutResult of(
      Path root, String commit, FanoutDose dose, Consumer<String> progress) throws IOException {
    try (Workplace workplace = Workplace.open(root.resolve("target"));
        Brokers brokers = Brokers.start(workplace)) {
      progress.accept("broker, ClickHouse, S3 and PostgreSQL");
      var stores = new FanoutStores(workplace);
      List<String> settings = new ArrayList<>(stores.postgresSettings());
      settings.addAll(
          List.of(
              "sinks.s3.batch.linger=5s",
              "spool.bytes-max=" + dose.spool(),
              "spool.segment-bytes=" + dose.segment(),
              "log.bootstrap-servers=" + brokers.bootstrapServers()));
      try (GrpcNode node =
          new GrpcNode(
              workplace, root, root.resolve("conf/fanout.yaml"), stores.addresses(), settings)) {
        return new FanoutRun(dose, brokers, stores, node, progress).play(commit);
      } finally {
        workplace.keepLogs("penstock", root.resolve("target/fanout"));
      }
    }
  }

  private FanoutResult play(String commit) {
    List<Sent> all = new ArrayList<>();
    Passage passage = passage(all);
    return new FanoutResult(commit, dose, passage, fullSpool(all));
  }

  private Passage passage(List<Sent> all) {
    try (SteadySender sender = sender(ForwarderOptions.DEFAULT, 0)) {
      Phase warm = phase("warm-up", sender);
      Phase before = phase("all there", sender);
      StoreProcess store = stores.process(dose.cut());
      store.cutOff(dose.manner());
      Phase meanwhile = phase(dose.cut() + " away", sender);
      store.comeBack(dose.manner());
      var back = new PhaseWatch(node, sender, "back");
      double caughtUp = catchUp(back, before.lag(dose.cut(), 1));
      Phase after = rest(back);
      long began = System.nanoTime();
      Sent sent = finish(sender, SETTLE_MAX);
      all.add(sent);
      awaitDrained();
      double drained = secondsSince(began);
      progress.accept("counting");
      return new Passage(
          List.of(warm, before, meanwhile, after),
          caughtUp,
          drained,
          sent.events(),
          sent.accepted(),
          sent.refused().cardinality(),
          sender.reasons(),
          brokers.topics().recordsIn(FanoutStores.STREAM),
          stores.count(all),
          (long) node.metrics().ofSink("penstock_events_delivered_total", "blackhole"));
    }
  }

  private SteadySender sender(ForwarderOptions options, long first) {
    return SteadySender.start(node.target(), GrpcNode.KEY, options, events, dose.rate(), first);
  }

  private Phase phase(String name, SteadySender sender) {
    progress.accept("%s: %d s".formatted(name, dose.seconds()));
    return rest(new PhaseWatch(node, sender, name));
  }

  /** Until the phase is as long as it is to be. */
  private Phase rest(PhaseWatch watch) {
    while (watch.passed().compareTo(dose.phase()) < 0) {
      watch.look(dose.cut());
    }
    Phase phase = watch.end();
    progress.accept(
        "%s: %,.0f events/s accepted, %.0f µs of processor time each"
            .formatted(phase.name(), phase.perSecond(), phase.cpuMicros()));
    return phase;
  }

  /** Answers how long it took until the sink was no further behind than it ever was before. */
  private double catchUp(PhaseWatch watch, double usual) {
    int looks = 0;
    double lag = watch.look(dose.cut());
    while (lag > usual) {
      if (watch.passed().compareTo(DRAIN_MAX.plus(dose.phase())) > 0) {
        throw new BenchFault(
            "%s is still %.0f s behind, %d s after it came back"
                .formatted(dose.cut(), lag, watch.passed().toSeconds()));
      }
      if (++looks % PROGRESS_SECONDS == 0) {
        progress.accept("%s is %.0f s behind".formatted(dose.cut(), lag));
      }
      lag = watch.look(dose.cut());
    }
    progress.accept("%s caught up in %d s".formatted(dose.cut(), watch.passed().toSeconds()));
    return watch.passed().toNanos() / 1e9;
  }

  private Sent finish(SteadySender sender, Duration max) {
    Sent sent = sender.finish(max);
    progress.accept(
        "%,d events sent, %,d accepted, %,d refused"
            .formatted(sent.events(), sent.accepted(), sent.refused().cardinality()));
    return sent;
  }

  private void awaitDrained() {
    new Drain(
            node,
            brokers.topics(),
            FanoutStores.STREAM,
            Topics.PARTITIONS,
            FanoutResult.SINKS,
            DRAIN_MAX)
        .await();
  }

  private FullSpool fullSpool(List<Sent> all) {
    progress.accept("the broker is killed; the spool fills");
    brokers.kill(List.of(0));
    Sent sent;
    double filled;
    Metrics full;
    Map<String, Integer> reasons;
    try (SteadySender sender = sender(ONE_ATTEMPT, all.getLast().next())) {
      filled = untilRefused(sender);
      LockSupport.parkNanos(PRESSURE.toNanos());
      full = node.metrics();
      node.kill();
      progress.accept("the spool is full, and Penstock killed");
      sent = finish(sender, Duration.ZERO);
      reasons = sender.reasons();
    }
    all.add(sent);
    brokers.startAgain();
    long began = System.nanoTime();
    node.startAgain();
    double ready = secondsSince(began);
    progress.accept("Penstock is there again; waiting for the spool and the sinks");
    awaitDrained();
    double drained = secondsSince(began);
    progress.accept("counting");
    return new FullSpool(
        filled,
        (long) full.sum("penstock_spool_bytes"),
        (long) full.sum("penstock_spool_records"),
        sent.events(),
        sent.accepted(),
        sent.refused().cardinality(),
        reasons,
        ready,
        drained,
        brokers.topics().recordsIn(FanoutStores.STREAM),
        stores.count(all));
  }

  /** Seconds until the first request was not accepted. */
  private double untilRefused(SteadySender sender) {
    long began = System.nanoTime();
    while (sender.refused() == 0) {
      if (System.nanoTime() - began > FanoutDose.FILL_MAX.toNanos()) {
        throw new BenchFault("nothing was refused; a smaller --spool or a higher --rate would");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return secondsSince(began);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
