package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Sinks that come and go, each in a rhythm of its own; a fifth that holds every other write. */
public final class SinkFlapping implements Scenario {
  private static final List<String> FLAPPING = List.of("pga", "pgb", "pgc");
  private static final Duration HALF = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "R8";
  }

  @Override
  public String title() {
    return "sinks 5 s there and 5 s away";
  }

  @Override
  public List<Sink> sinks() {
    return List.of(
        new Sink.DuckDb(Standing.DUCKDB),
        new Sink.Postgres(FLAPPING.get(0)),
        new Sink.Postgres(FLAPPING.get(1)),
        new Sink.Postgres(FLAPPING.get(2)),
        new Sink.Blackhole("hole", List.of("delivered", "hold")));
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    var plan = new Plan(total);
    for (String sink : FLAPPING) {
      Duration away = Duration.ofMillis(random.nextLong(HALF.toMillis()));
      for (Duration at = away; at.compareTo(total) < 0; at = at.plus(HALF.multipliedBy(2))) {
        Duration back = at.plus(HALF).compareTo(total) < 0 ? at.plus(HALF) : total;
        plan.after(at, new Action.Become(sink, new Condition.Away()))
            .after(back, new Action.Become(sink, Condition.CALM));
      }
    }
    return plan.steps();
  }

  /** How often it knocks at a sink's door beside how often it writes there. */
  @Override
  public void judge(Evidence evidence, Goals goals) {
    for (String sink : FLAPPING) {
      goals.atMost(
          "connections asked of " + sink + ", of its writes",
          evidence.scene().proxies().attempts(sink)
              / Math.max(1, evidence.metrics().ofSink("penstock_sink_write_seconds_count", sink)),
          2);
    }
    goals.none("dead letters", evidence.dead());
  }
}
