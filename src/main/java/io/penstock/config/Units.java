package io.penstock.config;

import static io.penstock.config.Form.refused;

import io.penstock.config.Parsed.Value;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of values with a unit: durations and sizes. */
public final class Units {
  /** Far beyond any sensible wait, and small enough to be counted in nanoseconds. */
  static final Duration DURATION_MAX = Duration.ofDays(36_500);

  static final Form<Duration> DURATION = new Form<>(Units::readDuration, Units::printDuration);

  /** A size in bytes; the multiples are binary, and a plain number is one of bytes. */
  static final Form<Long> BYTES = new Form<>(Units::readBytes, Units::printBytes);

  private static final Pattern DURATION_TEXT = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)");
  private static final Pattern BYTES_TEXT = Pattern.compile("([0-9]{1,18})(B|KB|MB|GB|TB|)");

  private static final List<Unit> TIMES =
      List.of(
          new Unit("d", 86_400_000),
          new Unit("h", 3_600_000),
          new Unit("m", 60_000),
          new Unit("s", 1000),
          new Unit("ms", 1));
  private static final List<Unit> SIZES =
      List.of(
          new Unit("TB", 1L << 40),
          new Unit("GB", 1L << 30),
          new Unit("MB", 1L << 20),
          new Unit("KB", 1L << 10),
          new Unit("B", 1),
          new Unit("", 1));

  private record Unit(String name, long factor) {}

  private Units() {}

  /** A duration as configurations write it, such as 30s. */
  public static String text(Duration duration) {
    return printDuration(duration);
  }

  /** A size as configurations write it, such as 128KB. */
  public static String text(long bytes) {
    return printBytes(bytes);
  }

  /** A size in bytes, such as 128KB; empty for anything else. */
  public static Optional<Long> bytes(String text) {
    return readBytes(text) instanceof Value<Long>(Long bytes)
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private static Parsed<Duration> readDuration(String text) {
    Matcher matcher = DURATION_TEXT.matcher(text.strip());
    return matcher.matches()
        ? new Value<>(Duration.ofMillis(amount(matcher.group(1), matcher.group(2), TIMES)))
        : refused(text, "is not a duration such as 250ms, 10s or 5m");
  }

  private static Parsed<Long> readBytes(String text) {
    Matcher matcher = BYTES_TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
    return matcher.matches()
        ? new Value<>(amount(matcher.group(1), matcher.group(2), SIZES))
        : refused(text, "is not a size such as 128KB, 10MB or 1GB");
  }

  /** What is too large for a long becomes the largest, which no bounds allow. */
  private static long amount(String digits, String name, List<Unit> units) {
    long count = Long.parseLong(digits);
    long factor =
        units.stream().filter(unit -> unit.name().equals(name)).findFirst().orElseThrow().factor();
    return count <= Long.MAX_VALUE / factor ? count * factor : Long.MAX_VALUE;
  }

  private static String printDuration(Duration duration) {
    return duration.isZero() ? "0s" : print(duration.toMillis(), TIMES);
  }

  private static String printBytes(long bytes) {
    return bytes == 0 ? "0B" : print(bytes, SIZES);
  }

  /** In the largest unit that leaves nothing over. */
  private static String print(long amount, List<Unit> units) {
    Unit fitting =
        units.stream().filter(unit -> amount % unit.factor() == 0).findFirst().orElseThrow();
    return amount / fitting.factor() + fitting.name();
  }
}
