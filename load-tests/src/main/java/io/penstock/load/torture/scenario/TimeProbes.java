package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.scenario.TimeQuestion.Verdict;
import io.penstock.load.torture.scene.Node;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Crew;
import io.penstock.load.torture.send.Reply;
import io.penstock.load.torture.send.Visitor;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;

/** Asks each node each second what it makes of times, and of keys that end. */
final class TimeProbes implements Company {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration LIVING_LASTS = Duration.ofHours(1);
  private static final Duration SHORT_LASTS = Duration.ofSeconds(1);

  /** After its making the short key is over for every node that knows the time at all. */
  private static final Duration OVER_AFTER = Duration.ofSeconds(3);

  private static final int ODD_SHOWN_MAX = 5;

  /** As far off as the clocks of the scenario, so that one of them would take it for right. */
  private static final List<Duration> OFF =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofMinutes(-10),
          Duration.ofDays(1),
          Duration.ofDays(-1),
          Duration.ofHours(-1));

  private final Scene scene;
  private final IntPredicate hasWrongClock;
  private final TenantKeys keys;
  private final TenantKeys.Key signed;
  private final Map<Seen, LongAdder> seen = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> odd = new ConcurrentLinkedQueue<>();
  private final Crew crew = new Crew();
  private volatile Ending ending;

  private record Seen(boolean byWrongClock, TimeQuestion question, Verdict verdict) {}

  /** Two keys, and since when the second is over. */
  private record Ending(Credential living, Credential brief, long overNanos) {}

  /** The predicate says which node's clock is wrong now; nodes are counted from 0. */
  TimeProbes(Scene scene, Visitors visitors, IntPredicate hasWrongClock) {
    this.scene = scene;
    this.hasWrongClock = hasWrongClock;
    this.keys = TenantKeys.make(scene.node().adminUrl(), "timekeeper");
    this.signed = keys.signed();
    this.ending = endingMadeBy(scene.node());
    for (int node = 0; node < scene.nodes().size(); node++) {
      start(node, visitors);
    }
  }

  private void start(int node, Visitors visitors) {
    Visitor visitor = visitors.visitor(List.of(scene.nodes().get(node).door(scene.run())));
    crew.startEvery(BETWEEN, "time-probe-" + node, () -> ask(node, visitor));
  }

  /** From now on it is about keys that this node has made, by whichever clock. */
  void makeKeysAt(Node node) {
    ending = endingMadeBy(node);
  }

  private Ending endingMadeBy(Node node) {
    TenantKeys there = keys.at(node.adminUrl());
    return new Ending(
        Credential.key(there.lasting(LIVING_LASTS)),
        Credential.key(there.lasting(SHORT_LASTS)),
        System.nanoTime() + OVER_AFTER.toNanos());
  }

  private void ask(int node, Visitor visitor) {
    Ending now = ending;
    note(node, TimeQuestion.IN_TIME, visitor.send(0, signedOff(Duration.ZERO)));
    for (Duration off : OFF) {
      note(node, TimeQuestion.OUT_OF_TIME, visitor.send(0, signedOff(off)));
    }
    note(node, TimeQuestion.LIVING, visitor.send(0, now.living()));
    if (System.nanoTime() > now.overNanos()) {
      note(node, TimeQuestion.OVER, visitor.send(0, now.brief()));
    }
  }

  private Credential signedOff(Duration by) {
    return Credential.signed(signed, () -> InstantSource.system().instant().plus(by));
  }

  private void note(int node, TimeQuestion question, Reply reply) {
    Verdict verdict = question.verdict(reply);
    seen.computeIfAbsent(
            new Seen(hasWrongClock.test(node), question, verdict), _ -> new LongAdder())
        .increment();
    if (verdict.isOdd() && odd.size() < ODD_SHOWN_MAX) {
      odd.add("%s, %s: %s".formatted(Scene.nameOf(node), question.words(), reply));
    }
  }

  /** Some of the answers that were not right, for whoever has to find out why. */
  List<String> odd() {
    return List.copyOf(odd);
  }

  void judge(Goals goals) {
    for (TimeQuestion question : TimeQuestion.values()) {
      String words = question.words();
      goals
          .atLeast(words + ": decided rightly", (double) sum(question, Verdict.RIGHT), 1)
          .atLeast(
              words + ": rightly while the node's own clock was wrong",
              (double) count(true, question, Verdict.RIGHT),
              1)
          .none(words + ": decided wrongly", sum(question, Verdict.WRONG))
          .told(words + ": not decided", (double) sum(question, Verdict.NONE));
    }
    goals.none(
        "signed in time: refused with clock_skew", sum(TimeQuestion.IN_TIME, Verdict.TIMELESS));
  }

  private long sum(TimeQuestion question, Verdict verdict) {
    return count(true, question, verdict) + count(false, question, verdict);
  }

  private long count(boolean byWrongClock, TimeQuestion question, Verdict verdict) {
    LongAdder count = seen.get(new Seen(byWrongClock, question, verdict));
    return count == null ? 0 : count.sum();
  }

  @Override
  public void close() {
    crew.close();
  }
}
