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
    var plan = new Plan(total);
    long longFrom = (long) (total.toMillis() * LONG_FROM);
    Duration rest = total.minusMillis(longFrom);
    freeze(
        plan,
        random,
        0,
        longFrom / Plan.times(Duration.ofMillis(longFrom), SECONDS_A_SHORT, Integer.MAX_VALUE),
        longFrom,
        SHORT_MILLIS_MIN,
        SHORT_MILLIS_MAX);
    freeze(
        plan,
        random,
        longFrom,
        rest.toMillis() / Plan.times(rest, SECONDS_A_LONG, LONG_MAX),
        total.toMillis(),
        LONG_MILLIS_MIN,
        LONG_MILLIS_MAX);
    return plan.steps();
  }

  /** Where there is no room for as long as it should be, for most of what there is. */
  private static void freeze(
      Plan plan, SplittableRandom random, long from, long each, long to, int least, int most) {
    for (long at = from; at + each <= to; at += each) {
      Action.Part node = Action.Part.node(Trio.any(random));
      long millis = Math.min(random.nextLong(least, most), each * 3 / 4);
      plan.after(Duration.ofMillis(at), new Action.Freeze(node))
          .after(Duration.ofMillis(at + millis), new Action.Thaw(node));
    }
  }
}
