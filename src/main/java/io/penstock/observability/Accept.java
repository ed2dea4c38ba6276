package io.penstock.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client takes, and what it would rather have: the {@code Accept} or {@code Accept-Encoding}
 * of its request, as RFC 9110 reads them. Parameters other than {@code q} make no difference to us,
 * and what cannot be read is passed over.
 */
final class Accept {
  /** Further ones are not read; the longest of browsers have eight. */
  private static final int RANGES_MAX = 32;

  private final List<Range> ranges;

  private record Range(String name, double quality) {
    /** 0 where it does not hold the name; the more it says of it, the more. */
    int specificity(String wanted) {
      if (name.equals(wanted)) {
        return 3;
      }
      boolean holds =
          name.endsWith("/*")
              && wanted.regionMatches(0, name, 0, name.length() - 1)
              && !name.equals("*/*");
      return holds ? 2 : name.equals("*/*") || name.equals("*") ? 1 : 0;
    }
  }

  /** How much a client wants something, and how plainly it said so. */
  private record Wish(double quality, int specificity) {
    static final Wish NONE = new Wish(0, 0);

    boolean isStrongerThan(Wish other) {
      return quality > other.quality
          || (quality == other.quality && specificity > other.specificity);
    }
  }

  private Accept(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** Of the lines of the header, in their order. */
  static Accept of(List<String> header) {
    List<Range> ranges = new ArrayList<>();
    for (String line : header) {
      for (String range : line.toLowerCase(Locale.ROOT).split(",", RANGES_MAX + 1)) {
        if (ranges.size() < RANGES_MAX && !range.contains(",")) {
          range(range).ifPresent(ranges::add);
        }
      }
    }
    return new Accept(ranges);
  }

  private static Optional<Range> range(String text) {
    String[] parts = text.split(";", -1);
    double quality = 1;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        quality = quality(parameter.substring(2));
      }
    }
    String name = parts[0].strip();
    return name.isEmpty() || quality < 0 ? Optional.empty() : Optional.of(new Range(name, quality));
  }

  /** From 0 to 1 with at most three digits behind the point; -1 for anything else. */
  private static double quality(String text) {
    return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : -1;
  }

  /** Whether it is taken at all; what is not mentioned is not. */
  boolean takes(String name) {
    return wish(name).quality > 0;
  }

  /** The one of these that the client would rather have, the first of several; empty for none. */
  Optional<String> best(List<String> offered) {
    Wish strongest = Wish.NONE;
    Optional<String> best = Optional.empty();
    for (String name : offered) {
      Wish wish = wish(name);
      if (wish.quality > 0 && wish.isStrongerThan(strongest)) {
        strongest = wish;
        best = Optional.of(name);
      }
    }
    return best;
  }

  /** What the range says that says most about it. */
  private Wish wish(String name) {
    Wish wish = Wish.NONE;
    for (Range range : ranges) {
      int specificity = range.specificity(name);
      if (specificity > wish.specificity) {
        wish = new Wish(range.quality, specificity);
      }
    }
    return wish;
  }
}
