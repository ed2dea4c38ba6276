package io.penstock.command.terminal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A value as it stands in a table: on one line, without anything that a terminal would obey.
 *
 * @param width in columns of the terminal
 */
record Cell(String text, int width) {
  private static final int PLAIN_DIGITS_MAX = 40;

  static Cell of(@Nullable Object value) {
    return of(
        switch (value) {
          case null -> "null";
          case BigDecimal number when isShort(number) -> number.toPlainString();
          default -> escaped(value.toString());
        });
  }

  private static Cell of(String text) {
    return new Cell(text, text.codePoints().map(Cell::widthOf).sum());
  }

  private static boolean isShort(BigDecimal number) {
    return Math.abs((long) number.scale()) + number.precision() <= PLAIN_DIGITS_MAX;
  }

  private static String escaped(String text) {
    if (text.codePoints().noneMatch(Cell::isObeyed)) {
      return text;
    }
    var escaped = new StringBuilder();
    text.codePoints().forEach(c -> escape(c, escaped));
    return escaped.toString();
  }

  /** Control characters, and those that turn the direction of writing. */
  private static boolean isObeyed(int c) {
    return Character.isISOControl(c)
        || (Character.getType(c) == Character.FORMAT && c != 0x200d)
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
        || Character.getType(c) == Character.SURROGATE;
  }

  private static void escape(int c, StringBuilder into) {
    switch (c) {
      case '\n' -> into.append("\\n");
      case '\r' -> into.append("\\r");
      case '\t' -> into.append("\\t");
      default -> {
        if (isObeyed(c)) {
          into.append("\\u%04x".formatted(c));
        } else {
          into.appendCodePoint(c);
        }
      }
    }
  }

  /** Good for what is common: marks take no column, East Asian characters and emoji take two. */
  private static int widthOf(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }

  /** Its beginning and an ellipsis where it is wider than that. */
  Cell cutTo(int columns) {
    if (width <= columns) {
      return this;
    }
    int end = 0;
    int taken = 0;
    while (taken + widthOf(text.codePointAt(end)) < columns) {
      taken += widthOf(text.codePointAt(end));
      end = text.offsetByCodePoints(end, 1);
    }
    return new Cell(text.substring(0, end) + "…", taken + 1);
  }
}
