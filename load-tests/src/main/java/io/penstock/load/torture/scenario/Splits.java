package io.penstock.load.torture.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** When nodes do not hear each other: short splits, and where there is time for it, long ones. */
final class Splits {
  private static final int SHORT_SECONDS = 60;
  private static final int LONG_SECONDS = 300;
  private static final int SHORT_MAX = 10;
  private static final int LONG_MAX = 3;

  /** To become one cluster again, and to show that it is one. */
  private static final int WHOLE_SECONDS = 30;

  static final int MAX = SHORT_MAX + LONG_MAX;

  private Splits() {}

  /** From one part of the whole to another. */
  record Split(double begin, double end) {
    /** 0 is its begin, 1 its end. */
    double at(double part) {
      return begin + (end - begin) * part;
    }
  }

  /** All of them where the time is enough; else short ones, as many as there is time for. */
  static List<Split> within(Duration total) {
    List<Integer> all =
        Stream.concat(
                Collections.nCopies(SHORT_MAX, SHORT_SECONDS).stream(),
                Collections.nCopies(LONG_MAX, LONG_SECONDS).stream())
            .toList();
    int few = Plan.times(total, SHORT_SECONDS + WHOLE_SECONDS, SHORT_MAX);
    return stretched(
        total.toSeconds() < seconds(all) ? Collections.nCopies(few, SHORT_SECONDS) : all);
  }

  private static int seconds(List<Integer> splits) {
    return splits.stream().mapToInt(split -> split + WHOLE_SECONDS).sum();
  }

  /** Over the whole, however long that is. */
  private static List<Split> stretched(List<Integer> splits) {
    double whole = seconds(splits);
    List<Split> stretched = new ArrayList<>();
    int begin = 0;
    for (int split : splits) {
      stretched.add(new Split(begin / whole, (begin + split) / whole));
      begin += split + WHOLE_SECONDS;
    }
    return stretched;
  }
}
