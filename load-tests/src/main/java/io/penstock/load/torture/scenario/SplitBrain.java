package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.machine.Networks;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scenario.Splits.Split;
import io.penstock.load.torture.scene.Lineup;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Repeats;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The nodes do not hear each other, and each reaches brokers and sinks: one is cut off from the two
 * others, then it hears them and is not heard, then cuts come and go. Every other time one reaches
 * the control database neither. Every event may come to both sides, keys are revoked at one, and
 * signed requests come to both.
 */
public final class SplitBrain implements Trio {
  private static final Duration LATER_MAX = Duration.ofSeconds(5);
  private static final int CHANGES = 6;
  private static final double REVOKED_AT = 0.2;
  private static final double LOOKED_AT = 0.95;

  private static final double ONE_AGAIN_SECONDS_MAX = 180;

  private final Waits oneAgain = new Waits();
  private final Repeats repeats = Repeats.within(LATER_MAX);
  private @Nullable RevokedKeys revokedKeys;
  private @Nullable SignedRepeats signedRepeats;

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
  public Map<String, String> environment(int node) {
    return TenantKeys.PEPPER;
  }

  @Override
  public Company company(Scene scene, Visitors visitors) {
    var keys = new RevokedKeys(scene, visitors, Splits.MAX);
    var signed = new SignedRepeats(scene, visitors);
    revokedKeys = keys;
    signedRepeats = signed;
    return () -> {
      signed.close();
      keys.close();
    };
  }

  private RevokedKeys revokedKeys() {
    return Objects.requireNonNull(revokedKeys);
  }

  private SignedRepeats signedRepeats() {
    return Objects.requireNonNull(signedRepeats);
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    List<Split> splits = Splits.within(total);
    var plan = new Plan(total);
    for (int at = 0; at < splits.size(); at++) {
      Split split = splits.get(at);
      int alone = Trio.any(random);
      cut(plan, random, split, alone, Cut.values()[at % Cut.values().length]);
      if (at % 2 == 1) {
        plan.at(split.begin(), new Action.Become(databaseOf(alone), new Condition.Away()));
      }
      plan.at(split.at(REVOKED_AT), revoked(other(random, alone), alone, at % 2 == 1))
          .at(split.at(LOOKED_AT), looked())
          .at(split.end(), healed())
          .at(split.end(), new Action.Become(databaseOf(alone), Condition.CALM));
    }
    return plan.at(1, new Action.Special("the time is over", false, _ -> "")).steps();
  }

  private static String databaseOf(int node) {
    return Scene.proxyOf(node, Scene.CONTROL);
  }

  private static int other(SplittableRandom random, int node) {
    return (node + 1 + random.nextInt(NODES - 1)) % NODES;
  }

  private void cut(Plan plan, SplittableRandom random, Split split, int alone, Cut cut) {
    switch (cut) {
      case BOTH_WAYS -> plan.at(split.begin(), dropped(alone, true));
      case ONE_WAY -> plan.at(split.begin(), dropped(alone, false));
      case CHANGING -> {
        for (int change = 0; change < CHANGES; change++) {
          plan.at(
              split.at((double) change / CHANGES),
              changed(random.nextInt(NODES), random.nextBoolean(), change % 3 == 2));
        }
      }
    }
  }

  private Action revoked(int node, int alone, boolean isAloneWithoutDatabase) {
    return new Action.Special(
        "key revoked at " + Scene.nameOf(node),
        true,
        _ ->
            revokedKeys()
                .revokeAt(node, isAloneWithoutDatabase ? Optional.of(alone) : Optional.empty()));
  }

  private Action looked() {
    return new Action.Special(
        "who takes it?",
        true,
        _ -> {
          revokedKeys().lookBeforeHeal();
          return "";
        });
  }

  /** Nothing of it arrives at the others, and perhaps nothing of theirs at it. */
  private Action dropped(int alone, boolean bothWays) {
    return new Action.Special(
        "%s %s the others".formatted(Scene.nameOf(alone), bothWays ? "cut off from" : "unheard by"),
        true,
        scene -> {
          signedRepeats().split();
          drop(scene.networks(), alone, bothWays);
          return "";
        });
  }

  /** One cut more, or all of them healed before the next. */
  private Action changed(int alone, boolean bothWays, boolean healsFirst) {
    return new Action.Special(
        "%scut at %s".formatted(healsFirst ? "heal, and " : "", Scene.nameOf(alone)),
        true,
        scene -> {
          signedRepeats().split();
          if (healsFirst) {
            scene.networks().heal();
          }
          drop(scene.networks(), alone, bothWays);
          return bothWays ? "both ways" : "one way";
        });
  }

  private static void drop(Networks networks, int alone, boolean bothWays) {
    if (bothWays) {
      Cuts.bothWays(networks, alone);
    } else {
      Cuts.unheard(networks, alone);
    }
  }

  private Action healed() {
    return new Action.Special(
        "all hear each other",
        false,
        scene -> {
          scene.networks().heal();
          signedRepeats().healed();
          revokedKeys().healed();
          oneAgain.begin(() -> () -> isOneAgain(scene));
          return "";
        });
  }

  private boolean isOneAgain(Scene scene) {
    boolean isOne = scene.isOneCluster();
    if (isOne) {
      signedRepeats().oneAgain();
    }
    return isOne;
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .atLeast("events that came again, to another node", (double) evidence.book().repeats(), 1)
        .atMost(
            "one cluster again after, s, the slowest",
            oneAgain.longestSeconds(),
            ONE_AGAIN_SECONDS_MAX);
    revokedKeys().judge(goals);
    signedRepeats().judge(goals);
  }
}
