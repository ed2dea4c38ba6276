package io.penstock.load.torture.scene;

/** How many nodes and brokers a scenario is played with. */
public enum Lineup {
  /** One node and one broker. */
  ALONE(1, 1),
  /** Three nodes, and three brokers that hold copies for each other. */
  THREE(3, 3),
  /** The same, and each node in a network of its own, so that it can be cut off from another. */
  APART(3, 3);

  private final int nodes;
  private final int brokers;

  Lineup(int nodes, int brokers) {
    this.nodes = nodes;
    this.brokers = brokers;
  }

  public int nodes() {
    return nodes;
  }

  int brokers() {
    return brokers;
  }
}
