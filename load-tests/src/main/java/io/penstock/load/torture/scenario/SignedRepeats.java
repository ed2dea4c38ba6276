package io.penstock.load.torture.scenario;

import io.penstock.load.process.TenantKeys;
import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Company;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Credential;
import io.penstock.load.torture.send.Crew;
import io.penstock.load.torture.send.Reply;
import io.penstock.load.torture.send.Visitor;
import io.penstock.load.torture.send.Visitors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends a signed request to one node each second, and the same bytes to another at once. Nodes that
 * do not hear each other cannot know; nodes that do must refuse it.
 */
final class SignedRepeats implements Company {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** Of those that a split has let through; their signatures are good for five minutes. */
  private static final int KEPT_MAX = 20;

  private static final int CONFLICT = 409;
  private static final String OPERATIONS = "penstock_cluster_map_operations_total";
  private static final String LATE = "outcome=\"late\"";

  private final Scene scene;
  private final Visitor visitor;
  private final Credential credential;
  private final SplittableRandom random = new SplittableRandom();
  private final Crew crew = new Crew();
  private final Deque<Reply.Sent> takenWhileSplit = new ArrayDeque<>();
  private final Map<Seen, LongAdder> seen = new ConcurrentHashMap<>();
  private final AtomicReference<Hearing> hearing = new AtomicReference<>(Hearing.WHOLE);

  /** Whether nodes hear each other. */
  private enum Hearing {
    WHOLE,
    SPLIT,
    /** They may, and need not be one cluster yet. */
    HEALING
  }

  /** When the same bytes came again. */
  private enum Again {
    WHOLE,
    SPLIT,
    /** After the split that let them through. */
    LATER
  }

  /** What became of them. */
  private enum Fate {
    REFUSED,
    TAKEN,
    /** Taken, and a node says that others have answered it too late. */
    UNTOLD,
    NONE
  }

  private record Seen(Again again, Fate fate) {}

  SignedRepeats(Scene scene, Visitors visitors) {
    this.scene = scene;
    this.visitor = visitors.visitor(scene.doors());
    TenantKeys.Key key = TenantKeys.make(scene.node().adminUrl(), "signer").signed();
    this.credential = Credential.signed(key, InstantSource.system());
    crew.startEvery(BETWEEN, "signed-repeats", this::sendTwice);
  }

  /** Before anything is cut. */
  void split() {
    hearing.set(Hearing.SPLIT);
  }

  void healed() {
    hearing.set(Hearing.HEALING);
  }

  /** They are one cluster; says nothing where they have been cut off again meanwhile. */
  void oneAgain() {
    hearing.compareAndSet(Hearing.HEALING, Hearing.WHOLE);
  }

  private void sendTwice() {
    switch (hearing.get()) {
      case WHOLE -> {
        sendTwice(Hearing.WHOLE, Again.WHOLE);
        sendLater();
      }
      case SPLIT -> sendTwice(Hearing.SPLIT, Again.SPLIT);
      case HEALING -> {}
    }
  }

  private void sendTwice(Hearing now, Again again) {
    int first = random.nextInt(visitor.doors());
    int second = (first + 1 + random.nextInt(visitor.doors() - 1)) % visitor.doors();
    double lateBefore = late();
    if (visitor.send(first, credential) instanceof Reply.Taken(Reply.Sent sent, boolean _)) {
      Fate fate = fate(visitor.sendAgain(second, sent), lateBefore);
      if (hearing.get() == now) {
        note(again, fate);
      }
      if (again == Again.SPLIT && fate != Fate.REFUSED) {
        keep(sent);
      }
    }
  }

  private void keep(Reply.Sent sent) {
    takenWhileSplit.add(sent);
    if (takenWhileSplit.size() > KEPT_MAX) {
      takenWhileSplit.remove();
    }
  }

  private void sendLater() {
    Reply.Sent sent = takenWhileSplit.poll();
    if (sent != null) {
      double lateBefore = late();
      int node = random.nextInt(visitor.doors());
      note(Again.LATER, fate(visitor.sendAgain(node, sent), lateBefore));
    }
  }

  /** How often a node has gone by what it knows alone. */
  private double late() {
    return Metrics.together(scene.metrics()).sum(OPERATIONS, LATE);
  }

  private Fate fate(Reply reply, double lateBefore) {
    return switch (reply) {
      case Reply.Unheard() -> Fate.NONE;
      case Reply.Refused(int status, String _) -> status == CONFLICT ? Fate.REFUSED : Fate.NONE;
      case Reply.Taken _ -> late() == lateBefore ? Fate.TAKEN : Fate.UNTOLD;
    };
  }

  private void note(Again again, Fate fate) {
    seen.computeIfAbsent(new Seen(again, fate), _ -> new LongAdder()).increment();
  }

  /** Within a split nothing is wrong with taking it: the rows tell. */
  void judge(Goals goals) {
    goals
        .told(
            "signed, again at another node while split: refused", times(Again.SPLIT, Fate.REFUSED))
        .told("signed, again at another node while split: taken", takenWhileSplit())
        .told("signed, again after that split: refused", times(Again.LATER, Fate.REFUSED))
        .told(
            "signed, again after that split: taken",
            times(Again.LATER, Fate.TAKEN) + times(Again.LATER, Fate.UNTOLD))
        .atLeast(
            "signed, again at another node of one cluster: refused",
            times(Again.WHOLE, Fate.REFUSED),
            1)
        .atMost(
            "signed, again at another node of one cluster: taken",
            times(Again.WHOLE, Fate.TAKEN),
            0)
        .told(
            "signed, again at another node of one cluster: taken, as answers came too late",
            times(Again.WHOLE, Fate.UNTOLD));
  }

  private double takenWhileSplit() {
    return times(Again.SPLIT, Fate.TAKEN) + times(Again.SPLIT, Fate.UNTOLD);
  }

  private double times(Again again, Fate fate) {
    LongAdder times = seen.get(new Seen(again, fate));
    return times == null ? 0 : (double) times.sum();
  }

  @Override
  public void close() {
    crew.close();
    visitor.close();
  }
}
