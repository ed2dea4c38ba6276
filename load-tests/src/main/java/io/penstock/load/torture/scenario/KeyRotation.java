package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.play.Dose;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Door;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The key of all senders is replaced every few seconds, and now and then a node is restarted: no
 * sender hears a refusal.
 */
public final class KeyRotation implements Trio {
  private static final int SECONDS_A_RESTART = 100;
  private static final int RESTARTS_MAX = 6;

  private @Nullable RotatedKey key;

  @Override
  public String name() {
    return "ROTATION";
  }

  @Override
  public String title() {
    return "the key of all senders replaced again and again, and nodes restarted";
  }

  @Override
  public Map<String, String> environment(int node) {
    return TenantKeys.PEPPER;
  }

  @Override
  public List<Door> doors(Scene scene) {
    key = new RotatedKey(scene, Dose.PRODUCERS);
    return key.doors();
  }

  @Override
  public Company company(Scene scene, Visitors visitors) {
    return key().begin(visitors);
  }

  private RotatedKey key() {
    return Objects.requireNonNull(key);
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int restarts = Plan.times(total, SECONDS_A_RESTART, RESTARTS_MAX);
    var plan = new Plan(total);
    for (int restart = 0; restart < restarts; restart++) {
      int node = Trio.any(random);
      double at = (restart + 0.5) / restarts;
      plan.at(at, told("keys are replaced at the others", () -> key().spare(node)))
          .at(at, new Action.Stop(Action.Part.node(node)))
          .at(at, new Action.Start(Action.Part.node(node)))
          .at(at, told("and everywhere", () -> key().spareNone()));
    }
    return plan.at(1, told("the time is over", () -> {})).steps();
  }

  private static Action told(String words, Runnable deed) {
    return new Action.Special(
        words,
        false,
        _ -> {
          deed.run();
          return "";
        });
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals.none(
        "requests with a key within its overlap: 401",
        evidence.heard().requests().getOrDefault("401", 0L));
    key().judge(goals);
  }
}
