package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.machine.FalseClock;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One node of three has another idea of what time it is, and in the end its clock jumps back. */
public final class ClockSkew implements Trio {
  private static final int WRONG = 1;
  private static final List<String> OFFSETS = List.of("+5m", "-5m", "+1d", "-1d");
  private static final String BACK = "-1h";
  private static final long ACKS_MIN = 100;

  private @Nullable FalseClock clock;
  private @Nullable TimeProbes probes;
  private volatile boolean isWrong;

  @Override
  public String name() {
    return "R15";
  }

  @Override
  public String title() {
    return "the clock of one node of three 5 minutes and a day wrong, and jumping back";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.FALSE_CLOCK);
  }

  @Override
  public Map<String, String> environment(int node) {
    Map<String, String> all = new HashMap<>(TenantKeys.PEPPER);
    if (node == WRONG) {
      all.putAll(clock().environment());
    }
    return all;
  }

  @Override
  public Company company(Scene scene, Visitors visitors) {
    probes = new TimeProbes(scene, visitors, node -> node == WRONG && isWrong);
    return probes;
  }

  private FalseClock clock() {
    if (clock == null) {
      clock = FalseClock.right();
    }
    return clock;
  }

  /** Each wrong time from a start on; the last change is at a time that was right. */
  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    double each = 1.0 / (OFFSETS.size() + 2);
    var plan = new Plan(total);
    for (int i = 0; i < OFFSETS.size(); i++) {
      restart(plan, i * each, set(OFFSETS.get(i), true), keysMade(true));
    }
    restart(plan, OFFSETS.size() * each, set("+0", false), keysMade(false));
    return plan.at((OFFSETS.size() + 1) * each, set(BACK, true))
        .at((OFFSETS.size() + 1) * each, keysMade(true))
        .at(1, new Action.Special("all is well", false, _ -> String.join("; ", probes().odd())))
        .steps();
  }

  private static void restart(Plan plan, double at, Action clock, Action keys) {
    Action.Part node = Action.Part.node(WRONG);
    plan.at(at, new Action.Stop(node)).at(at, clock).at(at, new Action.Start(node)).at(at, keys);
  }

  /** By the node whose clock is wrong: when they end is the question. */
  private Action keysMade(boolean isFault) {
    return new Action.Special(
        "keys made at " + Scene.nameOf(WRONG),
        isFault,
        scene -> {
          probes().makeKeysAt(scene.nodes().get(WRONG));
          return "";
        });
  }

  private TimeProbes probes() {
    return Objects.requireNonNull(probes);
  }

  private Action set(String offset, boolean isFault) {
    return new Action.Special(
        "clock of %s: %s".formatted(Scene.nameOf(WRONG), offset),
        isFault,
        _ -> {
          clock().set(offset);
          isWrong = isFault;
          return "";
        });
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals.atLeast(
        "acknowledged while the clock was wrong",
        (double) evidence.acksDuringFaults(),
        (double) ACKS_MIN);
    probes().judge(goals);
  }

  @Override
  public void end() {
    if (clock != null) {
      clock.close();
    }
  }
}
