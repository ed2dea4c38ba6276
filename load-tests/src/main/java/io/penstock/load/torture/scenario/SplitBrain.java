package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.machine.Networks;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Lineup;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Repeats;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The nodes do not hear each other, and each reaches brokers and PostgreSQL: one is cut off from
 * the two others, then it hears them and is not heard, then cuts come and go. Every event may come
 * to both sides.
 */
public final class SplitBrain implements Trio {
  private static final Duration LATER_MAX = Duration.ofSeconds(5);
  private static final int SECONDS_A_SPLIT = 80;
  private static final int SPLITS_MAX = 13;
  private static final int CHANGES = 6;
  private static final double SPLIT_SHARE = 0.75;

  private static final double ONE_AGAIN_SECONDS_MAX = 180;

  private final Waits oneAgain = new Waits();
  private final Repeats repeats = Repeats.within(LATER_MAX);

  /** What is cut. */
  private enum Cut {
    BOTH_WAYS,
    ONE_WAY,
    CHANGING
  }

  @Override
  public String name() {
    return "R13";
  }

  @Override
  public String title() {
    return "nodes that do not hear each other, and the same events at both sides";
  }

  @Override
  public Lineup lineup() {
    return Lineup.APART;
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.NETWORKS);
  }

  @Override
  public Repeats repeats() {
    return repeats;
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int splits = Plan.times(total, SECONDS_A_SPLIT, SPLITS_MAX);
    var plan = new Plan(total);
    for (int split = 0; split < splits; split++) {
      double begin = (double) split / splits;
      double end = begin + SPLIT_SHARE / splits;
      split(plan, random, begin, end, Cut.values()[split % Cut.values().length]);
      plan.at(end, healed());
    }
    return plan.at(1, new Action.Special("the time is over", false, _ -> "")).steps();
  }

  private static void split(Plan plan, SplittableRandom random, double begin, double end, Cut cut) {
    int alone = Trio.any(random);
    switch (cut) {
      case BOTH_WAYS -> plan.at(begin, dropped(alone, true));
      case ONE_WAY -> plan.at(begin, dropped(alone, false));
      case CHANGING -> {
        for (int change = 0; change < CHANGES; change++) {
          double at = begin + (end - begin) * change / CHANGES;
          plan.at(at, changed(random.nextInt(NODES), random.nextBoolean(), change % 3 == 2));
        }
      }
    }
  }

  /** Nothing of it arrives at the others, and perhaps nothing of theirs at it. */
  private static Action dropped(int alone, boolean bothWays) {
    return new Action.Special(
        "%s %s the others".formatted(Scene.nameOf(alone), bothWays ? "cut off from" : "unheard by"),
        true,
        scene -> {
          drop(scene.networks(), alone, bothWays);
          return "";
        });
  }

  /** One cut more, or all of them healed before the next. */
  private static Action changed(int alone, boolean bothWays, boolean healsFirst) {
    return new Action.Special(
        "%scut at %s".formatted(healsFirst ? "heal, and " : "", Scene.nameOf(alone)),
        true,
        scene -> {
          if (healsFirst) {
            scene.networks().heal();
          }
          drop(scene.networks(), alone, bothWays);
          return bothWays ? "both ways" : "one way";
        });
  }

  private static void drop(Networks networks, int alone, boolean bothWays) {
    for (int other = 0; other < NODES; other++) {
      if (other != alone) {
        networks.drop(alone, other);
        if (bothWays) {
          networks.drop(other, alone);
        }
      }
    }
  }

  private Action healed() {
    return new Action.Special(
        "all hear each other",
        false,
        scene -> {
          scene.networks().heal();
          oneAgain.begin(() -> scene::isOneCluster);
          return "";
        });
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .atLeast("events that came again, to another node", (double) evidence.book().repeats(), 1)
        .atMost(
            "one cluster again after, s, the slowest",
            oneAgain.longestSeconds(),
            ONE_AGAIN_SECONDS_MAX);
  }
}
