package io.penstock.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** When the server is killed; the same seed gives the same moments. */
sealed interface Moment {
  /** How long to wait before the signal. */
  Duration after();

  /** Once so many events were accepted, the rest being under way. */
  record UnderLoad(int accepted, Duration after) implements Moment {}

  /** Counted from a start, which may not come to its end. */
  record WhileStarting(Duration after) implements Moment {}

  /**
   * One moment in each stretch of the load, the last when everything was accepted and the sinks
   * have not caught up. Before every fifth stands one while the server still starts, the first time
   * on an empty folder.
   */
  static List<Moment> plan(Dose dose) {
    var random = new SplittableRandom(dose.seed());
    List<Moment> moments = new ArrayList<>();
    int stretch = dose.events() / dose.kills();
    for (int kill = 1; kill <= dose.kills(); kill++) {
      if (kill % 5 == 1) {
        moments.add(new WhileStarting(Duration.ofMillis(random.nextInt(200, 6_000))));
      }
      boolean last = kill == dose.kills();
      int accepted = last ? dose.events() : (kill - 1) * stretch + random.nextInt(1, stretch);
      moments.add(new UnderLoad(accepted, Duration.ofMillis(random.nextInt(250))));
    }
    return moments;
  }
}
