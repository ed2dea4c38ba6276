package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything is killed at once. What was acknowledged has to be on its way to the disk by then;
 * that it is on it would take a power cut, since what a killed process wrote is still in the
 * system's cache.
 */
public final class KillAll implements Scenario {
  private static final int SECONDS_A_KILL = 15;
  private static final int KILLS_MAX = 10;
  private static final int DOWN_MILLIS_MAX = 2_000;

  @Override
  public String name() {
    return "R2";
  }

  @Override
  public String title() {
    return "SIGKILL to the node and its broker at once";
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  /** Each in its own part of the time, so that there is load before it. */
  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int kills = Plan.times(total, SECONDS_A_KILL, KILLS_MAX);
    long each = total.toMillis() / kills;
    var plan = new Plan(total);
    for (int kill = 0; kill < kills; kill++) {
      Duration at = Duration.ofMillis(each * kill + random.nextLong(each / 2));
      plan.after(at, new Action.Kill(Action.Part.BOTH))
          .after(
              at.plusMillis(random.nextInt(DOWN_MILLIS_MAX)), new Action.Start(Action.Part.BOTH));
    }
    return plan.steps();
  }
}
