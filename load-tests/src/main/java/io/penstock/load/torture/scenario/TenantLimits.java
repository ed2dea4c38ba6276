package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scenario.GreedyTenant.Admitted;
import io.penstock.load.torture.scenario.GreedyTenant.Mark;
import io.penstock.load.torture.scenario.SteadyTenants.Phase;
import io.penstock.load.torture.scene.Lineup;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A tenant sends fifty times its limit, and rests, by turns; others send a little all the time, and
 * are to notice nothing. In the end the nodes do not hear each other.
 */
public final class TenantLimits implements Trio {
  private static final int LIMIT = 60;

  /** Half of it calm: the burst that is saved up then is a small part of what comes after. */
  private static final int SECONDS_A_TURN = 100;

  private static final int TURNS_MAX = 100;
  private static final double CUT_FROM = 0.85;
  private static final double CUT_TO = 0.98;

  private static final double ADMITTED_SHARE_MIN = 0.9;
  private static final double ADMITTED_SHARE_MAX = 1.1;
  private static final double P99_RATIO_MAX = 1.2;

  private @Nullable GreedyTenant greedy;
  private @Nullable SteadyTenants steady;
  private @Nullable Mark begun;
  private Admitted whileWhole = Admitted.NOTHING;
  private Admitted whileCut = Admitted.NOTHING;

  @Override
  public String name() {
    return "LIMITS";
  }

  @Override
  public String title() {
    return "a tenant at fifty times its limit, and others beside it";
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
  public Map<String, String> environment(int node) {
    return TenantKeys.PEPPER;
  }

  @Override
  public Company company(Scene scene, Visitors visitors) {
    var tooMuch = new GreedyTenant(scene, visitors, "greedy", LIMIT);
    tooMuch.rest(true);
    var little = new SteadyTenants(scene, visitors);
    greedy = tooMuch;
    steady = little;
    return () -> {
      tooMuch.close();
      little.close();
    };
  }

  private GreedyTenant greedy() {
    return Objects.requireNonNull(greedy);
  }

  private SteadyTenants steady() {
    return Objects.requireNonNull(steady);
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    Duration whole = Duration.ofMillis((long) (total.toMillis() * CUT_FROM));
    int turns = Plan.times(whole, SECONDS_A_TURN, TURNS_MAX);
    var plan = new Plan(total);
    for (int turn = 0; turn < turns; turn++) {
      plan.at(CUT_FROM * turn / turns, calm()).at(CUT_FROM * (turn + 0.5) / turns, noisy());
    }
    return plan.at(CUT_FROM, cut(Trio.any(random)))
        .at(CUT_TO, healed())
        .at(1, done("the time is over", false, this::rest))
        .steps();
  }

  private Action calm() {
    return done(
        "the tenant rests",
        false,
        () -> {
          rest();
          steady().turnTo(Phase.CALM);
        });
  }

  private Action noisy() {
    return done(
        "the tenant sends",
        false,
        () -> {
          steady().turnTo(Phase.NOISY);
          begun = greedy().mark();
          greedy().rest(false);
        });
  }

  /** What was admitted since it began to send. */
  private void rest() {
    whileWhole = whileWhole.and(admitted());
    begun = null;
    greedy().rest(true);
    steady().turnTo(Phase.UNJUDGED);
  }

  private Admitted admitted() {
    return begun == null ? Admitted.NOTHING : Admitted.between(begun, greedy().mark());
  }

  private Action cut(int alone) {
    return new Action.Special(
        "the tenant sends, and %s cut off from the others".formatted(Scene.nameOf(alone)),
        true,
        scene -> {
          rest();
          Cuts.bothWays(scene.networks(), alone);
          begun = greedy().mark();
          greedy().rest(false);
          return "";
        });
  }

  private Action healed() {
    return new Action.Special(
        "all hear each other",
        false,
        scene -> {
          whileCut = admitted();
          begun = null;
          greedy().rest(true);
          scene.networks().heal();
          return "";
        });
  }

  private static Action done(String words, boolean isFault, Runnable deed) {
    return new Action.Special(
        words,
        isFault,
        _ -> {
          deed.run();
          return "";
        });
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .told("limit, events/s", LIMIT)
        .told("seconds at fifty times of it", whileWhole.seconds())
        .atLeast("events refused with 429", (double) greedy().refused(), 1)
        .none("events of the tenant with another answer than 202 or 429", greedy().otherwise())
        .atLeast("admitted, events/s", whileWhole.perSecond(), LIMIT * ADMITTED_SHARE_MIN)
        .atMost("admitted, events/s", whileWhole.perSecond(), LIMIT * ADMITTED_SHARE_MAX)
        .atMost(
            "admitted while one node was cut off, events/s",
            whileCut.perSecond(),
            LIMIT * ADMITTED_SHARE_MAX)
        .none("requests of the others with another answer than 202", steady().notTaken())
        .told("answers to the others, calm", (double) steady().answers(Phase.CALM))
        .told("answers to the others, beside it", (double) steady().answers(Phase.NOISY))
        .told("p99 of the others, calm, ms", steady().p99Millis(Phase.CALM))
        .told("p99 of the others, beside it, ms", steady().p99Millis(Phase.NOISY))
        .atMost(
            "p99 of the others, beside it / calm",
            steady().p99Millis(Phase.NOISY) / steady().p99Millis(Phase.CALM),
            P99_RATIO_MAX);
  }
}
