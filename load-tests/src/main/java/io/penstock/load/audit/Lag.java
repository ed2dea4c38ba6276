package io.penstock.load.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How far one sink was behind, second by second. */
public final class Lag {
  /** While a sink has nothing yet, and the groups are still finding each other. */
  static final int SECONDS_TO_BEGIN = 20;

  private final List<Double> seconds = new ArrayList<>();

  void add(double behind) {
    seconds.add(behind);
  }

  /** In the order in which they were seen. */
  public List<Double> samples() {
    return List.copyOf(seconds);
  }

  /** Of what was seen after the beginning. */
  double percentile(double share) {
    List<Double> sorted =
        new ArrayList<>(
            seconds.subList(Math.min(SECONDS_TO_BEGIN, seconds.size()), seconds.size()));
    Collections.sort(sorted);
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  double max() {
    return percentile(1);
  }

  double maxOfAll() {
    return seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
