package io.penstock.config;

import io.penstock.config.Parsed.Refused;
import io.penstock.config.Parsed.Value;
import java.util.function.Function;

/** How one kind of value is written: read from text, and printed so that it can be read again. */
record Form<T>(Function<String, Parsed<T>> reader, Function<T, String> printer) {
  private static final int SHOWN_CHARS_MAX = 80;

  Parsed<T> parse(String text) {
    return reader.apply(text);
  }

  String print(T value) {
    return printer.apply(value);
  }

  /** The same form, refusing what lies outside; both bounds are allowed values. */
  static <T extends Comparable<T>> Form<T> within(T min, T max, Form<T> form) {
    return new Form<>(
        text -> form.parse(text).then(value -> bounded(text, value, min, max, form)),
        form.printer());
  }

  /** Quotes what was given, on one line and not at any length. */
  static <T> Parsed<T> refused(String text, String why) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    String shown =
        line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + "...";
    return new Refused<>("'" + shown + "' " + why);
  }

  private static <T extends Comparable<T>> Parsed<T> bounded(
      String text, T value, T min, T max, Form<T> form) {
    boolean fits = min.compareTo(value) <= 0 && value.compareTo(max) <= 0;
    return fits
        ? new Value<>(value)
        : new Refused<>(
            text.strip() + " is not between " + form.print(min) + " and " + form.print(max));
  }
}
