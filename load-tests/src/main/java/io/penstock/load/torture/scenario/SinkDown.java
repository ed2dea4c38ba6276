package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Each sink is away alone, and then all that can be: a DuckDB file is in the node itself. */
public final class SinkDown implements Scenario {
  private static final String A = "pga";
  private static final String B = "pgb";
  private static final double OPEN_SECONDS_MAX = 10;
  private static final double LAG_SECONDS_FLOOR = 1;

  private final Map<String, Long> awaySinceNanos = new HashMap<>();

  @Override
  public String name() {
    return "R7";
  }

  @Override
  public String title() {
    return "each sink away alone, then both";
  }

  @Override
  public List<Sink> sinks() {
    return List.of(new Sink.DuckDb(Standing.DUCKDB), new Sink.Postgres(A), new Sink.Postgres(B));
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return new Plan(total)
        .at(0, away(A))
        .at(0.3, calm(A))
        .at(0.35, away(B))
        .at(0.65, calm(B))
        .between(0.7, 1, A, new Condition.Away())
        .between(0.7, 1, B, new Condition.Away())
        .steps();
  }

  /** Remembers when, so that the circuit can be timed. */
  private Action away(String sink) {
    return new Action.Special(
        sink + ": away",
        true,
        scene -> {
          awaySinceNanos.put(sink, System.nanoTime());
          scene.proxy(sink).become(new Condition.Away());
          return "";
        });
  }

  private static Action calm(String sink) {
    return new Action.Special(
        sink + ": calm",
        false,
        scene -> {
          scene.proxy(sink).become(Condition.CALM);
          return "";
        });
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    awaySinceNanos.forEach(
        (sink, since) ->
            goals.atMost(
                "circuit of " + sink + " open after, s",
                evidence.watch().secondsUntilOpen(sink, since).orElse(Double.MAX_VALUE),
                OPEN_SECONDS_MAX));
    besides(evidence, goals, Standing.DUCKDB);
    goals.none("dead letters", evidence.dead());
  }

  /** Somebody else's lag, p99; below a second it says more of the machine. */
  static void besides(Evidence evidence, Goals goals, String sink) {
    double calm = evidence.watch().lagP99(sink, false);
    goals.atMost(
        "p99 lag of " + sink + " beside, s",
        evidence.watch().lagP99(sink, true),
        Math.max(2 * calm, LAG_SECONDS_FLOOR));
  }
}
