package io.penstock.load.torture.send;

import java.util.SplittableRandom;

/** Looks after some acknowledgements whether they came too early: one in so many. */
public record Probing(LogProbe probe, int oneIn) {

  void look(String receipt, SplittableRandom random, Heard heard) {
    if (random.nextInt(oneIn) == 0) {
      probe.holds(receipt).ifPresent(isThere -> heard.probed(!isThere));
    }
  }
}
