package io.penstock.cluster;

import io.penstock.cluster.SharedSet.Added;
import io.penstock.fixture.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The set of two nodes. */
class HazelcastSetIT extends SharedSetContract {
  private static final String NAME = "access.seen";
  private static TwoNodes nodes;

  @BeforeAll
  static void join() {
    nodes = TwoNodes.join();
    Eventually.holds("it answers in time", Duration.ofSeconds(30), HazelcastSetIT::answersInTime);
  }

  /** The first answers of all may be late, and are those of one node then. */
  private static boolean answersInTime() {
    long number = System.nanoTime();
    added(nodes.one().set(NAME), 0, number);
    return added(nodes.other().set(NAME), 0, number) == Added.SEEN_BEFORE;
  }

  @AfterAll
  static void leave() {
    nodes.close();
  }

  @Override
  SharedSet one() {
    return nodes.one().set(NAME);
  }

  @Override
  SharedSet other() {
    return nodes.other().set(NAME);
  }
}
