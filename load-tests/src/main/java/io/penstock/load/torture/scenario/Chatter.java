package io.penstock.load.torture.scenario;

import io.penstock.load.process.BenchFault;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.machine.Traffic;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Nothing is done: what nodes say to each other is counted, and has to be the same at any rate. */
public final class Chatter implements Trio {
  /**
   * A node tells each second how its sinks fare and asks about the others', and tells how its slots
   * stand: some of each, and never one for an event.
   */
  private static final double OPERATIONS_A_SECOND_MAX = 40;

  private static final double BYTES_A_SECOND_MAX = 100_000;

  private @Nullable Counted before;
  private @Nullable Counted after;

  private record Counted(long nanos, long events, double operations, double requests, long bytes) {
    static Counted in(Scene scene) {
      Metrics metrics = Metrics.together(scene.metrics());
      return new Counted(
          System.nanoTime(),
          (long) metrics.sum("penstock_events_accepted_total"),
          metrics.sum("penstock_cluster_map_operations_total"),
          metrics.sum("penstock_cluster_requests_total"),
          Traffic.between(scene.nodes().stream().map(node -> node.running().pid()).toList()));
    }
  }

  @Override
  public String name() {
    return "CHATTER";
  }

  @Override
  public String title() {
    return "nothing is done, and what nodes say to each other is counted";
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return new Plan(total)
        .at(0, new Action.Special("count", false, this::begin))
        .at(1, new Action.Special("count again", false, this::end))
        .steps();
  }

  private String begin(Scene scene) {
    before = Counted.in(scene);
    return said(before);
  }

  private String end(Scene scene) {
    after = Counted.in(scene);
    return said(after);
  }

  private static String said(Counted counted) {
    return "%,d events, %,.0f operations, %,.0f requests, %,d bytes"
        .formatted(counted.events(), counted.operations(), counted.requests(), counted.bytes());
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    Counted from = before;
    Counted to = after;
    if (from == null || to == null) {
      throw new BenchFault("nothing was counted");
    }
    double seconds = (to.nanos() - from.nanos()) / 1e9;
    goals
        .atLeast("events taken meanwhile", (double) (to.events() - from.events()), 1)
        .atMost(
            "operations on shared maps, a second",
            (to.operations() - from.operations()) / seconds,
            OPERATIONS_A_SECOND_MAX)
        .atMost("requests from node to node", to.requests() - from.requests(), 0)
        .atMost(
            "bytes from node to node, a second",
            (to.bytes() - from.bytes()) / seconds,
            BYTES_A_SECOND_MAX);
  }
}
