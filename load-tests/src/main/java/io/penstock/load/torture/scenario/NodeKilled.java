package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Scene;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** One node of three is killed, any of them, again and again; the others go on. */
public final class NodeKilled implements Trio {
  private static final int SECONDS_A_KILL = 22;
  private static final int KILLS_MAX = 1_000;
  private static final int DOWN_MILLIS_MAX = 10_000;
  private static final long ACKS_MIN = 100;
  private static final double READY_SECONDS_MAX = 15;
  private static final double RESUMED_SECONDS_MAX = 15;

  private final Resumptions resumptions = new Resumptions();

  @Override
  public String name() {
    return "R1";
  }

  @Override
  public String title() {
    return "SIGKILL to one node of three, again and again";
  }

  /** From one kill to the next it is 15 to 30 s. */
  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int kills = Plan.times(total, SECONDS_A_KILL, KILLS_MAX);
    long each = total.toMillis() / kills;
    var plan = new Plan(total);
    for (int kill = 0; kill < kills; kill++) {
      Action.Part node = Action.Part.node(Trio.any(random));
      Duration at = Duration.ofMillis(each * kill + random.nextLong(each / 3));
      long down = random.nextLong(Math.min(DOWN_MILLIS_MAX, each / 2));
      plan.after(at, new Action.Kill(node))
          .after(at, new Action.Special("the others go on", false, this::follow))
          .after(at.plusMillis(down), new Action.Start(node));
    }
    return plan.steps();
  }

  private String follow(Scene scene) {
    resumptions.follow(scene);
    return "";
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .atLeast(
            "acknowledged in a window of a fault, the fewest",
            (double) Collections.min(Trio.acksByWindow(evidence.log())),
            (double) ACKS_MIN)
        .atMost(
            "killed node ready after its start, s, the slowest",
            Collections.max(evidence.timesToReady()).toMillis() / 1e3,
            READY_SECONDS_MAX)
        .atMost(
            "every partition delivered again after a kill, s, the slowest",
            resumptions.longestSeconds(),
            RESUMED_SECONDS_MAX);
  }
}
