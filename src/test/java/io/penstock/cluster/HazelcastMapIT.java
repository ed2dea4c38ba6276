package io.penstock.cluster;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The map of two nodes. */
class HazelcastMapIT extends SharedMapContract {
  private static TwoNodes nodes;

  @BeforeAll
  static void join() {
    nodes = TwoNodes.join();
  }

  @AfterAll
  static void leave() {
    nodes.close();
  }

  @Override
  SharedMap one() {
    return nodes.one().map("retry.slots");
  }

  @Override
  SharedMap other() {
    return nodes.other().map("retry.slots");
  }

  /** Hazelcast goes by the machine's clock; what is asked for after it is asked for again. */
  @Override
  void pass(Duration time) {}
}
