package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.LogEntry;
import io.penstock.load.torture.play.Step;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One broker of three is killed, any of them, again and again, and each leads a third of the
 * partitions; then all are away.
 */
public final class BrokersAway implements Trio {
  private static final int SECONDS_A_KILL = 60;
  private static final int KILLS_MAX = 10;
  private static final double KILLS_UNTIL = 0.5;
  private static final double AWAY_FROM = 0.55;
  private static final int DOWN_MILLIS_MIN = 1_000;
  private static final int DOWN_MILLIS_MAX = 10_000;
  private static final long ACKS_MIN = 100;
  private static final double BACKLOG_SECONDS_MAX = 600;

  @Override
  public String name() {
    return "R5C";
  }

  @Override
  public String title() {
    return "one broker of three killed again and again, and then all away";
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    var plan = new Plan(total);
    Duration first = Duration.ofMillis((long) (total.toMillis() * KILLS_UNTIL));
    int kills = Plan.times(first, SECONDS_A_KILL, KILLS_MAX);
    long each = first.toMillis() / kills;
    for (int kill = 0; kill < kills; kill++) {
      Action.Part broker = Action.Part.broker(Trio.any(random));
      Duration at = Duration.ofMillis(each * kill + random.nextLong(each / 4));
      long down = Math.min(random.nextLong(DOWN_MILLIS_MIN, DOWN_MILLIS_MAX), each / 2);
      plan.after(at, new Action.Kill(broker)).after(at.plusMillis(down), new Action.Start(broker));
    }
    return plan.at(AWAY_FROM, new Action.Kill(Action.Part.brokers(NODES)))
        .at(1, new Action.Start(Action.Part.brokers(NODES)))
        .steps();
  }

  /** The doors stay open while the log is away. */
  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .atLeast(
            "acknowledged while all brokers were away",
            (double) acksWithout(evidence.log()),
            (double) ACKS_MIN)
        .atMost("backlog gone after, s", evidence.drain().toMillis() / 1e3, BACKLOG_SECONDS_MAX);
  }

  private static long acksWithout(List<LogEntry> log) {
    String killed = new Action.Kill(Action.Part.brokers(NODES)).toString();
    return log.stream()
        .filter(entry -> entry.action().equals(killed))
        .mapToLong(LogEntry::acks)
        .sum();
  }
}
