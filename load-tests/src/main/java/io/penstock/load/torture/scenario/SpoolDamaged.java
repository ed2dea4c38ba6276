package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The spool is damaged while the node is dead. Here events may be lost, those whose only copy was
 * destroyed: no more than the server says, and no other.
 */
public final class SpoolDamaged implements Scenario {
  private static final int SECONDS_A_TIME = 20;

  /** Some seconds go by until requests in flight are given up, and the spool is used. */
  private static final double DAMAGED_AT = 0.7;

  private static final int TIMES_MAX = 200;
  private static final int DAMAGES_A_TIME = 14;
  private static final String LOST = "penstock_spool_records_lost_total";

  private double lastSeen;
  private double reported;

  @Override
  public String name() {
    return "R12";
  }

  @Override
  public String title() {
    return "files of the spool damaged while the node is dead";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.SPOOL);
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  /** So small that many segments wait whenever something is damaged. */
  @Override
  public String sections() {
    return "spool: {segment-bytes: 128KB}\n";
  }

  /** The node starts with the log there, so that what is left can be drained. */
  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int times = Plan.times(total, SECONDS_A_TIME, TIMES_MAX);
    var plan = new Plan(total);
    for (int time = 0; time < times; time++) {
      double begin = (double) time / times;
      double killed = begin + DAMAGED_AT / times;
      SplittableRandom chance = random.split();
      Damage.Kind kind = time % 2 == 0 ? Damage.Kind.FLIP : Damage.Kind.TRUNCATE;
      plan.at(begin, new Action.Become(Scene.BROKER, new Condition.Away()))
          .at(killed, new Action.Special("remember the count", true, this::report))
          .at(killed, new Action.Kill(Action.Part.NODE))
          .at(killed, new Action.Special("damage", true, it -> damage(it, kind, chance)))
          .at(killed, new Action.Become(Scene.BROKER, Condition.CALM))
          .at(killed, new Action.Start(Action.Part.NODE));
    }
    return plan.at(1, new Action.Special("all is well", false, _ -> "")).steps();
  }

  private String report(Scene scene) {
    scene.node().metrics().ifPresent(it -> see(it.sum(LOST)));
    return "%.0f reported as lost so far".formatted(reported);
  }

  /** It begins anew where what remembers it was damaged too. */
  private void see(double lost) {
    reported += lost < lastSeen ? lost : lost - lastSeen;
    lastSeen = lost;
  }

  private static String damage(Scene scene, Damage.Kind kind, SplittableRandom chance) {
    Path spool = scene.node().dataDir().resolve("spool");
    return new Damage(spool, chance).next(kind, DAMAGES_A_TIME);
  }

  @Override
  public long lossAllowed(Evidence evidence) {
    see(evidence.metrics().sum(LOST));
    return Math.round(reported);
  }

  /** Of events that were never acknowledged nobody knows whether they were in the spool. */
  @Override
  public void judge(Evidence evidence, Goals goals) {
    long unknown = evidence.book().sent() - evidence.book().acknowledged();
    goals
        .atLeast("spooled", (double) evidence.book().spooled(), 1)
        .atMost(
            "reported as lost beyond what is lost",
            reported - evidence.count().log().lost(),
            (double) unknown);
  }
}
