package io.penstock.simulation;

import io.penstock.spool.disk.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes: who lives, who does not, and who starts again. */
final class Nodes {
  private static final int COUNT = 2;

  private final Installation all;
  private final Sender sender;
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();

  Nodes(Installation all, Sender sender) {
    this.all = all;
    this.sender = sender;
    for (int i = 0; i < COUNT; i++) {
      String name = "node-" + i;
      nodes.add(
          Stream.generate(() -> start(name)).flatMap(Optional::stream).findFirst().orElseThrow());
    }
  }

  /** Empty where it dies while it opens its spool. */
  private Optional<Node> start(String name) {
    try {
      return Optional.of(new Node(name, all, fault -> surprises.add(name + " failed: " + fault)));
    } catch (Life.Over stillborn) {
      return Optional.empty();
    }
  }

  Node any() {
    return all.dice.oneOf(nodes);
  }

  void kill(Node node) {
    all.trace.says(() -> node.name() + " is killed");
    node.dies();
  }

  /** Whoever stops in order leaves no request without an answer. */
  void stop(Node node) {
    if (!node.isRunning()) {
      return;
    }
    all.trace.says(() -> node.name() + " stops");
    int silent = node.stops() ? sender.waitingFor(node) : 0;
    if (silent > 0) {
      surprises.add(node.name() + " stopped without an answer to " + silent + " requests");
    }
  }

  /** Where it is dead. */
  void restart(Node node) {
    if (node.isDead()) {
      all.trace.says(() -> node.name() + " starts");
      sender.givesUp(node);
      loses(all.diskOf(node.name()));
      start(node.name()).ifPresent(again -> nodes.set(nodes.indexOf(node), again));
    }
  }

  /** With the process only what it had open is gone; with the power all that was not forced. */
  private void loses(MemoryDisk disk) {
    if (all.dice.happens(0.5)) {
      disk.cutPower();
    } else {
      disk.kill();
    }
  }

  /** Every node lives, and its disk works. */
  void heal() {
    for (Node node : List.copyOf(nodes)) {
      all.diskOf(node.name()).heal();
      node.asleep(false);
      restart(node);
    }
  }

  List<Node> all() {
    return nodes;
  }

  boolean areQuiet() {
    return nodes.stream().allMatch(Node::isQuiet);
  }

  /**
   * What nobody expected of them. A spool whose disk only forgets, or is full, knows of no loss;
   * where the disk fails as well it may fear for records that nobody was promised.
   */
  List<String> findings() {
    List<String> wrong = new ArrayList<>(surprises);
    for (Node node : nodes) {
      if (node.lost() > 0 && !all.hasFailed(all.diskOf(node.name()))) {
        wrong.add(node.name() + " cannot read " + node.lost() + " records of its spool");
      }
    }
    return wrong;
  }
}
