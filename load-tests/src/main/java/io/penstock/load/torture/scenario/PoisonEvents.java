package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Letters;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One event in a hundred is poison: half of them records that a foreign producer puts into the
 * topic and that no event can be read from, half of them events that only PostgreSQL refuses, by a
 * CHECK that was put on its table.
 */
public final class PoisonEvents implements Scenario {
  private static final double SECONDS_BETWEEN = 3;
  private static final double STUCK_SECONDS_MAX = 5;

  private final int rate;

  public PoisonEvents(int rate) {
    this.rate = rate;
  }

  @Override
  public String name() {
    return "R16";
  }

  @Override
  public String title() {
    return "one record in a hundred is poison";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.DEAD_LETTERS);
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    var plan = new Plan(total);
    plan.at(0, new Action.Special("PostgreSQL refuses a type", true, PoisonEvents::refuse));
    int records = (int) Math.max(1, rate * SECONDS_BETWEEN / EventMaker.UNLOVED_ONE_IN);
    for (double at = SECONDS_BETWEEN; at < total.toSeconds(); at += SECONDS_BETWEEN) {
      plan.after(Duration.ofMillis((long) (at * 1e3)), poison(records));
    }
    return plan.steps();
  }

  private static String refuse(Scene scene) {
    scene.refuse(Standing.POSTGRES, EventMaker.UNLOVED_TYPE);
    return "";
  }

  private static Action poison(int records) {
    return new Action.Special(
        "a foreign producer: " + records + " records",
        true,
        scene -> {
          scene.poison(records);
          return "";
        });
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    Letters letters = evidence.count().letters();
    long foreign = evidence.scene().poison().count();
    goals
        .exactly("foreign records dead for duckdb", letters.poisoned(Standing.DUCKDB), foreign)
        .exactly("foreign records dead for postgres", letters.poisoned(Standing.POSTGRES), foreign)
        .none("events dead for duckdb", evidence.deadOf(Standing.DUCKDB))
        .atLeast("events dead for postgres", (double) evidence.deadOf(Standing.POSTGRES), 1)
        .none("dead letters without a header", letters.incomplete())
        .none("dead letters whose source record is another", letters.misplaced())
        .none("foreign letters twice or changed", letters.wrong())
        .atMost("p99 lag of duckdb, s", lag(evidence, Standing.DUCKDB), STUCK_SECONDS_MAX)
        .atMost("p99 lag of postgres, s", lag(evidence, Standing.POSTGRES), STUCK_SECONDS_MAX);
  }

  private static double lag(Evidence evidence, String sink) {
    return evidence.watch().lagP99Since(sink);
  }
}
