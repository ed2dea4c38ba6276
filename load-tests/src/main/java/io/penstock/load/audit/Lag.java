package io.penstock.load.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How far one sink was behind, second by second. */
public final class Lag {
  private final List<Double> seconds = new ArrayList<>();

  void add(double behind) {
    seconds.add(behind);
  }

  /** In the order in which they were seen. */
  public List<Double> samples() {
    return List.copyOf(seconds);
  }

  double percentile(double share) {
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  double max() {
    return percentile(1);
  }
}
