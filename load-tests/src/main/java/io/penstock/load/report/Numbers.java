package io.penstock.load.report;

import java.util.List;
import java.util.Locale;

/** Medians, and numbers as people read them. */
public final class Numbers {

  private Numbers() {}

  /** The middle one, or the mean of the two in the middle. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  public static String whole(double number) {
    return String.format(Locale.ROOT, "%,d", Math.round(number));
  }

  public static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  public static String fraction(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  public static String yesOrNo(boolean reached) {
    return reached ? "yes" : "**no**";
  }

  /** Median and range, as {@code 543,000 [540,000 .. 645,000]}. */
  static String spread(List<Double> values) {
    return whole(median(values)) + range(values.stream().sorted().map(Numbers::whole).toList());
  }

  public static String fractionSpread(List<Double> values) {
    return fraction(median(values))
        + range(values.stream().sorted().map(Numbers::fraction).toList());
  }

  private static String range(List<String> sorted) {
    return sorted.size() == 1 ? "" : " [" + sorted.getFirst() + " .. " + sorted.getLast() + "]";
  }
}
