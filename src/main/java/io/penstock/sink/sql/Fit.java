package io.penstock.sink.sql;

import io.penstock.sink.Complaint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column of a SQL destination takes, as far as that is certain before anything is written.
 * What is not certain fits: then the destination decides. The codes are SQLSTATEs.
 */
final class Fit {
  private static final Pattern SIZED = Pattern.compile("(?:character varying|varchar)\\((\\d+)\\)");
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final List<String> TRUTHS =
      List.of("true", "false", "t", "f", "yes", "no", "y", "n", "1", "0", "on", "off");

  private static final Fit ANYTHING = new Fit(value -> true, "", "");

  private final Predicate<Object> fits;
  private final String code;
  private final String reason;

  private Fit(Predicate<Object> fits, String code, String reason) {
    this.fits = fits;
    this.code = code;
    this.reason = reason;
  }

  /** For a type as PostgreSQL or DuckDB name it. */
  static Fit of(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    Matcher sized = SIZED.matcher(name);
    if (sized.matches()) {
      return text(Integer.parseInt(sized.group(1)));
    }
    return switch (name) {
      case "smallint" -> whole(Short.MIN_VALUE, Short.MAX_VALUE);
      case "integer" -> whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "bigint" -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case "double precision", "double", "real", "float" ->
          new Fit(value -> number(value).isPresent(), "22P02", "is no number");
      case "uuid" ->
          new Fit(value -> UUID_TEXT.matcher(value.toString()).matches(), "22P02", "is no UUID");
      case "boolean" ->
          new Fit(
              value -> TRUTHS.contains(value.toString().strip().toLowerCase(Locale.ROOT)),
              "22P02",
              "is no truth value");
      default -> ANYTHING;
    };
  }

  private static Fit text(int charsMax) {
    return new Fit(
        value -> value.toString().codePointCount(0, value.toString().length()) <= charsMax,
        "22001",
        "is longer than " + charsMax + " characters");
  }

  /** Fractions are rounded by some destinations and refused by others: they decide. */
  private static Fit whole(long min, long max) {
    return new Fit(
        value ->
            number(value)
                .filter(it -> it.compareTo(BigDecimal.valueOf(min)) >= 0)
                .filter(it -> it.compareTo(BigDecimal.valueOf(max)) <= 0)
                .isPresent(),
        "22003",
        "is no whole number from " + min + " to " + max);
  }

  private static Optional<BigDecimal> number(Object value) {
    try {
      return Optional.of(new BigDecimal(value.toString().strip()));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Whether every value is certain to fit. */
  boolean isAnything() {
    return this == ANYTHING;
  }

  /** Empty where the value may fit. */
  Optional<Complaint> complaint(String column, Object value) {
    return fits.test(value)
        ? Optional.empty()
        : Optional.of(new Complaint(code, column, "the value of " + column + " " + reason));
  }
}
