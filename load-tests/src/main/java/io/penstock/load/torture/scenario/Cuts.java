package io.penstock.load.torture.scenario;

import io.penstock.load.torture.machine.Networks;
import java.util.stream.IntStream;

/** Parts one node from the others. */
final class Cuts {
  private Cuts() {}

  /** Nothing goes from one to the other. */
  static void bothWays(Networks networks, int alone) {
    unheard(networks, alone);
    others(alone).forEach(other -> networks.drop(other, alone));
  }

  /** Nothing of it arrives at the others. */
  static void unheard(Networks networks, int alone) {
    others(alone).forEach(other -> networks.drop(alone, other));
  }

  private static IntStream others(int alone) {
    return IntStream.range(0, Trio.NODES).filter(node -> node != alone);
  }
}
