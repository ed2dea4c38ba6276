package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What was asked for is done, and whoever asked does not hear of it. */
public final class LostAcks implements Scenario {
  private static final double SHARE = 0.1;
  private static final int CUT_MILLIS_MAX = 1_500;

  @Override
  public String name() {
    return "R6";
  }

  @Override
  public String title() {
    return "a tenth of the answers of broker and PostgreSQL lost";
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return new Plan(total)
        .between(0, 0.35, Standing.POSTGRES, lost(random))
        .between(0.4, 0.65, Scene.BROKER, lost(random))
        .between(0.7, 1, Standing.POSTGRES, lost(random))
        .between(0.7, 1, Scene.BROKER, lost(random))
        .steps();
  }

  private static Condition lost(SplittableRandom random) {
    return new Condition.LostAnswers(SHARE, Duration.ofMillis(random.nextInt(CUT_MILLIS_MAX)));
  }
}
