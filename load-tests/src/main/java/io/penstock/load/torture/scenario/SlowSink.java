package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A sink that answers late, and then one that takes next to nothing: nobody else may notice. */
public final class SlowSink implements Scenario {
  private static final String BESIDE = "beside";
  private static final Duration LATENCY = Duration.ofSeconds(5);
  private static final int BYTES_PER_SECOND = 1_000;
  private static final double GROWTH_MAX = 0.1;

  /**
   * By then most of what the node reads ahead of a sink waits in it, and the rest stays in the log:
   * three minutes of ten. Looked at every 20 s, memory rose for that long and a little longer.
   */
  private static final double FULL = 0.3;

  private static final Duration GIVEN_BACK_AFTER = Duration.ofSeconds(2);

  private long heldBefore;
  private long heldAfter;
  private long rebalancesBefore;
  private long rebalancesAfter;

  @Override
  public String name() {
    return "R9";
  }

  @Override
  public String title() {
    return "a sink with 5 s more latency, then with 1 kB/s";
  }

  /** No DuckDB, which fills the memory that it may take with what it has stored. */
  @Override
  public List<Sink> sinks() {
    return List.of(new Sink.Postgres(Standing.POSTGRES), new Sink.Postgres(BESIDE));
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return new Plan(total)
        .at(0, new Action.Become(Standing.POSTGRES, new Condition.Slow(LATENCY)))
        .at(FULL, new Action.Special("measure when all it may gather is full", true, this::before))
        .at(0.5, new Action.Become(Standing.POSTGRES, new Condition.Narrow(BYTES_PER_SECOND)))
        .at(0.95, new Action.Special("measure after", true, this::after))
        .at(1, new Action.Special("all is measured", false, _ -> ""))
        .at(1, new Action.Become(Standing.POSTGRES, Condition.CALM))
        .steps();
  }

  private String before(Scene scene) {
    heldBefore = heldMiB(scene);
    rebalancesBefore = rebalances(scene);
    return heldBefore + " MiB resident, garbage collected";
  }

  private String after(Scene scene) {
    heldAfter = heldMiB(scene);
    rebalancesAfter = rebalances(scene);
    return heldAfter + " MiB resident, garbage collected";
  }

  private static long heldMiB(Scene scene) {
    scene.node().running().collectGarbage();
    Pause.until(System.nanoTime() + GIVEN_BACK_AFTER.toNanos(), () -> false);
    return scene.node().running().usage().residentMiB();
  }

  /** As the broker tells of them in its log. */
  private static long rebalances(Scene scene) {
    String ours = "penstock." + scene.run() + ".";
    return scene.brokers().logLines().stream()
        .filter(line -> line.contains(ours) && line.contains("rebalance"))
        .count();
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .atMost(
            "resident afterwards, garbage collected, MiB more",
            (double) (heldAfter - heldBefore),
            heldBefore * GROWTH_MAX)
        .atLeast("rebalances when it started", (double) rebalancesBefore, 1)
        .exactly("rebalances meanwhile", rebalancesAfter - rebalancesBefore, 0)
        .none("dead letters", evidence.dead());
    SinkDown.besides(evidence, goals, BESIDE);
  }
}
