package io.penstock.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Every choice about one request: the same for the same seed and number, whatever else is sent. */
final class Dice {
  private static final long FAR_APART = 0xBF58476D1CE4E5B9L;

  private final SplittableRandom random;

  Dice(long seed, int number) {
    this.random =
        new SplittableRandom(new SplittableRandom(seed ^ (number * FAR_APART)).nextLong());
  }

  /** From 0 to {@code bound}, which is left out. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean once(int inSoMany) {
    return random.nextInt(inSoMany) == 0;
  }

  /** From 1 to {@code max}, which is left out; small ones are far more likely. */
  int skewed(int max) {
    double chance = random.nextDouble();
    return (int) Math.pow(max, chance * chance);
  }

  long bits() {
    return random.nextLong();
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
