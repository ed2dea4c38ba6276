package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Scene;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One node reaches no broker, and the others do: it spools, and they take over its partitions. */
public final class NodeCutOff implements Trio {
  private static final int SECONDS_A_TIME = 150;
  private static final int TIMES_MAX = 5;
  private static final double CUT_SHARE = 0.8;

  private long times;
  private long timesReady;

  @Override
  public String name() {
    return "R14";
  }

  @Override
  public String title() {
    return "one node of three cut off from the brokers";
  }

  /** Connections are refused, and the next time they stand and nothing comes. */
  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int wanted = Plan.times(total, SECONDS_A_TIME, TIMES_MAX);
    var plan = new Plan(total);
    for (int time = 0; time < wanted; time++) {
      int node = Trio.any(random);
      String brokers = Scene.proxyOf(node, Scene.BROKER);
      double begin = (double) time / wanted;
      double end = begin + CUT_SHARE / wanted;
      Condition cut = time % 2 == 0 ? new Condition.Away() : new Condition.Silent();
      plan.between(begin, end, brokers, cut)
          .at(end - 0.01 / wanted, new Action.Special("is it ready?", false, at -> look(at, node)));
    }
    return plan.steps();
  }

  private String look(Scene scene, int node) {
    int readiness = scene.nodes().get(node).readiness();
    times++;
    timesReady += readiness == 200 ? 1 : 0;
    return "%s answers %d".formatted(Scene.nameOf(node), readiness);
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .exactly("times it was ready while cut off", timesReady, times)
        .atLeast("spooled", (double) evidence.book().spooled(), 1);
  }
}
