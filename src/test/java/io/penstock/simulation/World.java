package io.penstock.simulation;

import io.penstock.fixture.HandClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run of one seed: a time of trouble, then peace until all is where it belongs. */
final class World {
  private static final int STEPS = 700;
  private static final int STEP_MILLIS_MAX = 40;
  private static final int PEACE_ROUNDS_MAX = 3_000;
  private static final int STEPS_A_ROUND = 10;
  private static final int ROUND_MILLIS = 800;

  private final Installation all;
  private final Sender sender;
  private final Nodes nodes;
  private final Chaos chaos;
  private final Audit audit;

  private World(long seed, Mutant mutant, HandClock clock, Trace trace) {
    this.all = new Installation(new Dice(seed), mutant, clock, trace);
    this.sender = new Sender(all);
    this.nodes = new Nodes(all, sender);
    this.chaos = new Chaos(all, nodes, sender);
    this.audit = new Audit(all, sender);
  }

  /** Answers what is wrong in the end; nothing where every promise was kept. */
  static List<String> run(long seed, Mutant mutant) {
    var clock = new HandClock();
    return new World(seed, mutant, clock, Trace.silent(clock)).run();
  }

  /** The same, and {@code listener} hears of all that happens. */
  static List<String> traced(long seed, Consumer<String> listener) {
    var clock = new HandClock();
    return new World(seed, Mutant.NONE, clock, Trace.to(listener, clock)).run();
  }

  private List<String> run() {
    for (int step = 0; step < STEPS; step++) {
      chaos.strikes();
      somebodyMoves();
      all.passes(all.dice.below(STEP_MILLIS_MAX));
    }
    List<String> wrong = new ArrayList<>();
    if (!peaceComes()) {
      wrong.add("stuck: " + audit.waiting() + ", unanswered: " + sender.waiting());
    }
    nodes.all().forEach(nodes::stop);
    wrong.addAll(nodes.findings());
    wrong.addAll(audit.findings());
    return wrong;
  }

  private void somebodyMoves() {
    Node node = nodes.any();
    if (node.isRunning()) {
      if (all.dice.happens(0.2)) {
        sender.sendTo(node);
      } else {
        node.step();
      }
    }
  }

  /** Nothing goes wrong any more: what is sent now is answered, and all that waits moves on. */
  private boolean peaceComes() {
    all.trace.says(() -> "peace");
    all.dice.heal();
    nodes.heal();
    nodes.all().forEach(sender::sendTo);
    for (int round = 0; round < PEACE_ROUNDS_MAX; round++) {
      for (int step = 0; step < STEPS_A_ROUND; step++) {
        nodes.any().step();
      }
      all.passes(ROUND_MILLIS);
      if (sender.waiting() == 0 && nodes.areQuiet() && audit.isQuiet()) {
        return true;
      }
    }
    return false;
  }
}
