package io.penstock.load.torture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlansTest {
  private static final Duration TOTAL = Duration.ofMinutes(2);

  static Stream<Scenario> scenarios() {
    return Stream.of(
        new Control(),
        new KillAll(),
        new BrokerAway(),
        new LostAcks(),
        new SinkDown(),
        new SinkFlapping(),
        new SlowSink(),
        new PartialFailures(),
        new DiskFull(),
        new SpoolDamaged(),
        new PoisonEvents(1_000),
        new NodeKilled(),
        new RollingRestart(),
        new NodeFrozen(),
        new BrokersAway(),
        new NodeCutOff(),
        new ClockSkew(),
        new RebalanceStorm(),
        new ClientRepeats(),
        new SplitBrain(),
        new KeyRotation(),
        new TenantLimits());
  }

  private static List<String> plan(Scenario scenario, long seed) {
    return scenario.plan(new SplittableRandom(seed), TOTAL).stream()
        .map(step -> step.at() + " " + step.action())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void isTheSameWithTheSameSeed(Scenario scenario) {
    assertThat(plan(scenario, 7)).isEqualTo(plan(scenario, 7)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void goesForwardAndEndsInTime(Scenario scenario) {
    List<Duration> moments =
        scenario.plan(new SplittableRandom(7), TOTAL).stream().map(Step::at).toList();

    assertThat(moments).isSorted();
    assertThat(moments).allMatch(moment -> !moment.isNegative());
    assertThat(moments.getLast())
        .as("a kill in the last part may be followed by a start a little later")
        .isLessThanOrEqualTo(TOTAL.plusSeconds(3));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void endsWithEveryProcessAwakeAndRunning(Scenario scenario) {
    Set<String> down = new HashSet<>();
    for (Step step : scenario.plan(new SplittableRandom(7), TOTAL)) {
      switch (step.action()) {
        case Action.Kill(var part) -> down.add(part.words());
        case Action.Stop(var part) -> down.add(part.words());
        case Action.Freeze(var part) -> down.add(part.words());
        case Action.Thaw(var part) -> down.remove(part.words());
        case Action.Start(var part) -> down.remove(part.words());
        case Action.Become _, Action.Special _ -> {}
      }
    }

    assertThat(down).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void leavesNoProxyIll(Scenario scenario) {
    Map<String, Condition> last = new HashMap<>();
    for (Step step : scenario.plan(new SplittableRandom(7), TOTAL)) {
      if (step.action() instanceof Action.Become(String proxy, Condition condition)) {
        last.put(proxy, condition);
      }
    }

    assertThat(last.values()).allMatch(condition -> condition instanceof Condition.Calm);
  }
}
