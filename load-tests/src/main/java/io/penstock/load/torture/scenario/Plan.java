package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a plan down, in parts of its whole duration. */
final class Plan {
  private final Duration total;
  private final List<Step> steps = new ArrayList<>();

  Plan(Duration total) {
    this.total = total;
  }

  /** 0 is the beginning, 1 the end. */
  Plan at(double part, Action action) {
    return after(Duration.ofMillis((long) (total.toMillis() * part)), action);
  }

  Plan after(Duration time, Action action) {
    steps.add(new Step(time, action));
    return this;
  }

  /** From one part of the whole to another. */
  Plan between(double from, double to, String proxy, Condition condition) {
    return at(from, new Action.Become(proxy, condition))
        .at(to, new Action.Become(proxy, Condition.CALM));
  }

  List<Step> steps() {
    return steps.stream().sorted(Comparator.comparing(Step::at)).toList();
  }

  /** One in so many seconds of the whole: at least one, and no more than wanted. */
  static int times(Duration total, int seconds, int most) {
    return Math.clamp(total.toSeconds() / seconds, 1, most);
  }
}
