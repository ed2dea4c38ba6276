package io.penstock.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All chance of one run comes from here; once the world is healed, nothing goes wrong any more. */
final class Dice {
  private final SplittableRandom random;
  private boolean healed;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From now on only what goes right happens. */
  void heal() {
    healed = true;
  }

  boolean isHealed() {
    return healed;
  }

  /** Whether something goes wrong that does so in such a share of the cases. */
  boolean goesWrong(double share) {
    return random.nextDouble() < share && !healed;
  }

  /** Whether something happens that is nobody's fault. */
  boolean happens(double share) {
    return random.nextDouble() < share;
  }

  /** From 0 up to, but not including, the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** For a part that wants a generator of its own. */
  SplittableRandom split() {
    return random.split();
  }
}
