package io.penstock.config;

import static io.penstock.config.Form.refused;

import io.penstock.config.Parsed.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms of values without a unit. Blanks around them are forgiven, except in texts. */
final class Forms {
  // The lengths keep every number quick to parse.
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,40}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

  static final Form<String> TEXT = new Form<>(Value::new, Function.identity());

  /** Holds any size, so that a number too large is out of bounds instead of unreadable. */
  static final Form<BigInteger> WHOLE_NUMBER =
      new Form<>(
          text -> matching(WHOLE, text, BigInteger::new, "is not a whole number"), "%d"::formatted);

  static final Form<Double> NUMBER =
      new Form<>(text -> matching(DECIMAL, text, Double::valueOf, "is not a number"), Forms::plain);

  static final Form<Boolean> TRUTH = new Form<>(Forms::truth, String::valueOf);

  private Forms() {}

  /** Constants are written as keys are, lower-case and dashed. */
  static <E extends Enum<E>> Form<E> choice(Class<E> type) {
    List<E> choices = List.of(type.getEnumConstants());
    return new Form<>(text -> chosen(text, choices), Forms::dashed);
  }

  private static <T> Parsed<T> matching(
      Pattern pattern, String text, Function<String, T> reader, String why) {
    String digits = text.strip();
    return pattern.matcher(digits).matches()
        ? new Value<>(reader.apply(digits))
        : refused(text, why);
  }

  private static Parsed<Boolean> truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> new Value<>(true);
      case "false" -> new Value<>(false);
      default -> refused(text, "is not true or false");
    };
  }

  private static <E extends Enum<E>> Parsed<E> chosen(String text, List<E> choices) {
    String wanted = Spelling.fold(text.strip());
    Optional<E> found =
        choices.stream().filter(choice -> dashed(choice).equals(wanted)).findFirst();
    List<String> allowed = choices.stream().map(Forms::dashed).toList();
    return found.isPresent() ? new Value<>(found.get()) : refused(text, "is not one of " + allowed);
  }

  private static String dashed(Enum<?> constant) {
    return Spelling.fold(constant.name());
  }

  private static String plain(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
