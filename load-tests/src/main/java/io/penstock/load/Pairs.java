package io.penstock.load;

import io.penstock.load.process.Server;
import io.penstock.load.report.Contestant;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.PairsResult;
import io.penstock.load.report.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two configurations of Penstock, turn by turn: small differences drown in anything but pairs. */
final class Pairs {
  static final int EVENTS_PER_REQUEST = 100;

  private final Surroundings surroundings;
  private final Progress progress;

  Pairs(Surroundings surroundings, Progress progress) {
    this.surroundings = surroundings;
    this.progress = progress;
  }

  PairsResult run(
      List<String> settingsA, List<String> settingsB, int count, int eventsPerRequest, Plan plan)
      throws IOException {
    List<String> heap = Surroundings.SERVER_HEAP;
    Server a = surroundings.penstock("penstock-a", heap, settingsA);
    Server b = surroundings.penstock("penstock-b", heap, settingsB);
    one(a, eventsPerRequest, 0, plan.warmUp());
    one(b, eventsPerRequest, 0, plan.warmUp());
    List<PairsResult.Pair> pairs = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      pairs.add(pair(a, b, eventsPerRequest, number, plan.run()));
    }
    return new PairsResult(settingsA, settingsB, eventsPerRequest, pairs);
  }

  /** Each is first in every other pair. */
  private PairsResult.Pair pair(Server a, Server b, int size, int number, Duration duration)
      throws IOException {
    boolean firstIsA = number % 2 == 1;
    Run first = one(firstIsA ? a : b, size, number, duration);
    Run second = one(firstIsA ? b : a, size, number, duration);
    PairsResult.Pair pair =
        firstIsA ? new PairsResult.Pair(first, second) : new PairsResult.Pair(second, first);
    progress.says("pair " + number + ": b / a = " + Numbers.fraction(pair.cpuRatio()));
    return pair;
  }

  private Run one(Server server, int size, int number, Duration duration) throws IOException {
    return surroundings.measurements().flatOut(Contestant.PENSTOCK, server, size, number, duration);
  }
}
