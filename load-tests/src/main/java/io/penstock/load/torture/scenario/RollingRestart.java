package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.play.Stop;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The nodes are stopped in order and started again, one after the other, as for an upgrade. */
public final class RollingRestart implements Trio {
  private static final int SECONDS_A_ROUND = 60;
  private static final int ROUNDS_MAX = 6;
  private static final double STOP_SECONDS_MAX = 30;

  @Override
  public String name() {
    return "R3";
  }

  @Override
  public String title() {
    return "SIGTERM to one node after the other, under load";
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int restarts = Plan.times(total, SECONDS_A_ROUND, ROUNDS_MAX) * NODES;
    var plan = new Plan(total);
    for (int restart = 0; restart < restarts; restart++) {
      Action.Part node = Action.Part.node(restart % NODES);
      double at = (double) restart / restarts;
      plan.at(at, new Action.Stop(node)).at(at, new Action.Start(node));
    }
    return plan.steps();
  }

  /** A 503 says when to come back, else it is among the answers that no promise covers. */
  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .none("requests cut off", evidence.heard().cutOff())
        .atMost(
            "stopped after, s, the slowest",
            evidence.stops().stream().mapToDouble(Stop::seconds).max().orElse(Double.MAX_VALUE),
            STOP_SECONDS_MAX)
        .none(
            "other exit codes than 0",
            evidence.stops().stream().filter(stop -> stop.exitCode() != 0).count());
  }
}
