package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The broker is killed again and again, and then stays away: what comes meanwhile is spooled. */
public final class BrokerAway implements Scenario {
  private static final int SECONDS_A_KILL = 12;
  private static final int KILLS_MAX = 10;
  private static final double KILLS_UNTIL = 0.5;
  private static final double AWAY_FROM = 0.55;
  private static final int DOWN_MILLIS_MAX = 3_000;
  private static final long ACKS_MIN = 100;

  @Override
  public String name() {
    return "R5";
  }

  @Override
  public String title() {
    return "the broker killed again and again, and then away";
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    var plan = new Plan(total);
    Duration first = Duration.ofMillis((long) (total.toMillis() * KILLS_UNTIL));
    int kills = Plan.times(first, SECONDS_A_KILL, KILLS_MAX);
    long each = first.toMillis() / kills;
    for (int kill = 0; kill < kills; kill++) {
      Duration at = Duration.ofMillis(each * kill + random.nextLong(each / 4));
      Duration back = at.plusMillis(random.nextInt(DOWN_MILLIS_MAX));
      plan.after(at, new Action.Kill(Action.Part.BROKER))
          .after(back, new Action.Start(Action.Part.BROKER));
    }
    return plan.at(AWAY_FROM, new Action.Kill(Action.Part.BROKER))
        .at(1, new Action.Start(Action.Part.BROKER))
        .steps();
  }

  /** The door stays open while the log is away, until the spool is full. */
  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals.atLeast(
        "acknowledged while the broker was away",
        (double) evidence.acksDuringFaults(),
        (double) ACKS_MIN);
  }
}
