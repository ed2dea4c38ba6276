package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Crew;
import io.penstock.load.torture.send.Door;
import io.penstock.load.torture.send.Pause;
import io.penstock.load.torture.send.Reply;
import io.penstock.load.torture.send.Visitor;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A key that is replaced again and again. Its senders change over one by one while both keys are
 * good, and somebody looks at each node whether they are.
 */
final class RotatedKey implements Company {
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  /** For what is under way when the overlap ends. */
  private static final Duration UNDER_WAY_MAX = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofSeconds(2);
  private static final double OVER_SECONDS_MAX = 5;
  private static final int UNAUTHORIZED = 401;

  private final Scene scene;
  private final TenantKeys keys;
  private final List<KeyInUse> inUse = new ArrayList<>();
  private final List<Credential> replaced = new ArrayList<>();
  private final Set<Integer> spared = new HashSet<>();
  private final LongAdder withOlder = new LongAdder();
  private final SplittableRandom random = new SplittableRandom();
  private final Crew crew = new Crew();
  private TenantKeys.Key current;
  private long rotations;
  private long notTold;
  private long looks;
  private long refusedTooSoon;
  private long takenInTheEnd;
  private double slowestSeconds;

  /** Begins with a key that all have. */
  RotatedKey(Scene scene, int senders) {
    this.scene = scene;
    this.keys = TenantKeys.make(scene.node().adminUrl(), "rotator");
    this.current = keys.plain();
    for (int sender = 0; sender < senders; sender++) {
      inUse.add(new KeyInUse(Credential.key(current), withOlder));
    }
  }

  /** One for each sender, spread over the nodes. */
  List<Door> doors() {
    List<Door> doors = scene.doors();
    return IntStream.range(0, inUse.size())
        .mapToObj(sender -> doors.get(sender % doors.size()).as(inUse.get(sender)))
        .toList();
  }

  RotatedKey begin(Visitors visitors) {
    Visitor visitor = visitors.visitor(scene.doors());
    crew.start("rotation", () -> rotateAgainAndAgain(visitor));
    return this;
  }

  /** Returns when nothing is asked of that node any more: it is going to be restarted. */
  synchronized void spare(int node) {
    spared.add(node);
  }

  synchronized void spareNone() {
    spared.clear();
  }

  private void rotateAgainAndAgain(Visitor visitor) {
    while (!crew.isOver()) {
      rotateOnce(visitor);
      Pause.until(System.nanoTime() + REST.toNanos(), crew::isOver);
    }
    takenInTheEnd = replaced.stream().filter(key -> isTakenAnywhere(visitor, key)).count();
    visitor.close();
  }

  private void rotateOnce(Visitor visitor) {
    Credential older = Credential.key(current);
    long asked = System.nanoTime();
    rotate();
    long answered = System.nanoTime();
    long sureUntil = asked + OVERLAP.minus(UNDER_WAY_MAX).toNanos();
    Credential newer = Credential.key(current);
    inUse.forEach(it -> it.change(newer, random.nextLong(answered, sureUntil)));
    lookUntil(sureUntil, visitor, List.of(older, newer));
    Pause.until(answered + OVERLAP.toNanos(), () -> false);
    double seconds =
        Waits.until(() -> !isTakenAnywhere(visitor, older), answered + OVERLAP.toNanos());
    slowestSeconds = Math.max(slowestSeconds, seconds);
    replaced.add(older);
  }

  private synchronized void rotate() {
    int node =
        random
            .ints(0, scene.nodes().size())
            .filter(it -> !spared.contains(it))
            .findFirst()
            .orElseThrow();
    TenantKeys.Changed<TenantKeys.Key> made =
        keys.at(scene.nodes().get(node).adminUrl()).rotate(current, OVERLAP);
    current = made.what();
    notTold += made.notToldYet().size();
    rotations++;
  }

  private void lookUntil(long end, Visitor visitor, List<Credential> both) {
    for (long next = System.nanoTime();
        next < end;
        next = System.nanoTime() + LOOK_AGAIN.toNanos()) {
      Pause.until(next, () -> false);
      both.forEach(key -> look(visitor, key, end));
    }
  }

  /** An answer that came later than the end says nothing. */
  private void look(Visitor visitor, Credential key, long end) {
    for (int node = 0; node < visitor.doors(); node++) {
      boolean isRefused =
          visitor.send(node, key) instanceof Reply.Refused(int status, String _)
              && status == UNAUTHORIZED;
      looks++;
      refusedTooSoon += isRefused && System.nanoTime() < end ? 1 : 0;
    }
  }

  private static boolean isTakenAnywhere(Visitor visitor, Credential key) {
    return IntStream.range(0, visitor.doors())
        .anyMatch(node -> visitor.send(node, key) instanceof Reply.Taken);
  }

  void judge(Goals goals) {
    goals
        .atLeast("rotations", (double) rotations, 1)
        .atLeast("requests with the older of two keys", (double) withOlder.sum(), 1)
        .atLeast("looks at both keys while they overlap", (double) looks, 1)
        .none("looks at a key within its overlap: 401", refusedTooSoon)
        .atMost(
            "old key taken by no node, s after its overlap, the slowest",
            slowestSeconds,
            OVER_SECONDS_MAX)
        .none("old keys that a node takes in the end", takenInTheEnd)
        .told("nodes that were not told of a rotation at once", (double) notTold);
  }

  /** The last rotation is gone through. */
  @Override
  public void close() {
    crew.close();
  }
}
