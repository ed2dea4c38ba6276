package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Step;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A node of three stands still, as in a long pause of the collector: for seconds, and then for
 * longer than anybody waits for it. What it wakes up with is not to be written a second time.
 */
public final class NodeFrozen implements Trio {
  private static final double LONG_FROM = 0.35;
  private static final int SECONDS_A_SHORT = 30;
  private static final int SECONDS_A_LONG = 110;
  private static final int LONG_MAX = 10;
  private static final int LONG_MILLIS_MIN = 60_000;
  private static final int LONG_MILLIS_MAX = 90_000;
  private static final int SHORT_MILLIS_MIN = 1_000;
  private static final int SHORT_MILLIS_MAX = 10_000;

  @Override
  public String name() {
    return "R4";
  }

  @Override
  public String title() {
    return "SIGSTOP to one node of three, for seconds and for more than a minute";
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    long longFrom = (long) (total.toMillis() * LONG_FROM);
    int shorts = Plan.times(Duration.ofMillis(longFrom), SECONDS_A_SHORT, Integer.MAX_VALUE);
    int longs = Plan.times(total.minusMillis(longFrom), SECONDS_A_LONG, LONG_MAX);
    var plan = new Plan(total);
    for (int i = 0; i < shorts; i++) {
      long millis = random.nextLong(SHORT_MILLIS_MIN, SHORT_MILLIS_MAX);
      freeze(plan, Trio.any(random), longFrom * i / shorts, longFrom / shorts, millis);
    }
    long rest = total.toMillis() - longFrom;
    for (int i = 0; i < longs; i++) {
      long millis = random.nextLong(LONG_MILLIS_MIN, LONG_MILLIS_MAX);
      freeze(plan, Trio.any(random), longFrom + rest * i / longs, rest / longs, millis);
    }
    return plan.steps();
  }

  /** Where there is no room for as long as it should be, for most of what there is. */
  private static void freeze(Plan plan, int number, long at, long room, long millis) {
    Action.Part node = Action.Part.node(number);
    plan.after(Duration.ofMillis(at), new Action.Freeze(node))
        .after(Duration.ofMillis(at + Math.min(millis, room * 3 / 4)), new Action.Thaw(node));
  }
}
