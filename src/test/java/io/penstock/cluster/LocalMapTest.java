package io.penstock.cluster;

import io.penstock.fixture.HandClock;
import java.time.Duration;

/** The map of a node without others. */
class LocalMapTest extends SharedMapContract {
  private final HandClock clock = new HandClock();
  private final SharedMap map = new LocalMap(clock);

  @Override
  SharedMap one() {
    return map;
  }

  @Override
  SharedMap other() {
    return map;
  }

  @Override
  void pass(Duration time) {
    clock.passes(time);
  }
}
