package io.penstock.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How keys are spelled, and which key was probably meant. */
final class Spelling {
  /** A longer word is not compared: keys are short, and comparing costs length times length. */
  private static final int COMPARED_CHARS_MAX = 64;

  private Spelling() {}

  /** Lower-case and dashed, as keys are written. */
  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The known word at most one slip away, two when it is long, none when it is tiny. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> slips(fold(word), fold(candidate)) <= allowed(candidate))
        .min(Comparator.comparingInt(candidate -> slips(fold(word), fold(candidate))));
  }

  private static int allowed(String word) {
    return word.length() < 6 ? word.length() / 3 : 2;
  }

  /**
   * Letters added, left out, mistaken, or swapped with their neighbour (optimal string alignment).
   */
  static int slips(String from, String to) {
    if (from.length() > COMPARED_CHARS_MAX || to.length() > COMPARED_CHARS_MAX) {
      return Integer.MAX_VALUE;
    }
    int[][] slips = new int[from.length() + 1][to.length() + 1];
    for (int row = 0; row <= from.length(); row++) {
      for (int column = 0; column <= to.length(); column++) {
        slips[row][column] = cheapest(slips, from, to, row, column);
      }
    }
    return slips[from.length()][to.length()];
  }

  private static int cheapest(int[][] slips, String from, String to, int row, int column) {
    if (row == 0 || column == 0) {
      return row + column;
    }
    boolean same = from.charAt(row - 1) == to.charAt(column - 1);
    int mistaken = slips[row - 1][column - 1] + (same ? 0 : 1);
    int added = Math.min(slips[row - 1][column], slips[row][column - 1]) + 1;
    return Math.min(Math.min(mistaken, added), swapped(slips, from, to, row, column));
  }

  private static int swapped(int[][] slips, String from, String to, int row, int column) {
    boolean swapped =
        row > 1
            && column > 1
            && from.charAt(row - 1) == to.charAt(column - 2)
            && from.charAt(row - 2) == to.charAt(column - 1);
    return swapped ? slips[row - 2][column - 2] + 1 : Integer.MAX_VALUE;
  }
}
