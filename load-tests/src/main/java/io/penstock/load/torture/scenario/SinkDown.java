package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Each sink is away alone, and then all that can be: a DuckDB file is in the node itself. */
public final class SinkDown implements Scenario {
  private static final String A = "pga";
  private static final String B = "pgb";
  private static final double OPEN_SECONDS_MAX = 10;
  private static final double LAG_SECONDS_FLOOR = 1;
  private static final double GONE_SECONDS_MAX = 60;
  private static final double BACKLOG = 100_000;

  private final Map<String, Long> awaySinceNanos = new LinkedHashMap<>();
  private final Map<String, Long> backSinceNanos = new LinkedHashMap<>();

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
          scene.proxies().become(sink, new Condition.Away());
          return "";
        });
  }

  private Action calm(String sink) {
    return new Action.Special(
        sink + ": calm",
        false,
        scene -> {
          backSinceNanos.put(sink, System.nanoTime());
          scene.proxies().become(sink, Condition.CALM);
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
    backSinceNanos.forEach((sink, since) -> caughtUp(evidence, goals, sink, since));
    besides(evidence, goals, Standing.DUCKDB);
    goals.none("dead letters", evidence.dead());
  }

  /** A minute for what the promise names, and as much for each more of it. */
  private static void caughtUp(Evidence evidence, Goals goals, String sink, long sinceNanos) {
    double backlog = evidence.watch().backlog(sink, sinceNanos);
    double seconds =
        evidence
            .watch()
            .secondsUntilLagBelow(sink, LAG_SECONDS_FLOOR, sinceNanos)
            .orElse(Double.MAX_VALUE);
    goals.atMost(
        "backlog of %s (%,.0f records) gone after, s".formatted(sink, backlog),
        seconds,
        GONE_SECONDS_MAX * Math.max(1, backlog / BACKLOG));
  }

  /** Somebody else's lag, p99; below a second it says more of the machine. */
  static void besides(Evidence evidence, Goals goals, String sink) {
    double before = evidence.watch().lagP99Before(sink);
    goals.atMost(
        "p99 lag of " + sink + " beside, s",
        evidence.watch().lagP99Since(sink),
        Math.max(2 * before, LAG_SECONDS_FLOOR));
  }
}
