package io.penstock.config;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.penstock.config.Effective.Shown.Absent;
import io.penstock.config.Effective.Shown.Hidden;
import io.penstock.config.Effective.Shown.Many;
import io.penstock.config.Effective.Shown.One;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes what is in force as a YAML file, each value with a comment that tells where it came from.
 */
final class EffectiveYaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9/._-]([A-Za-z0-9/._@+:-]*[A-Za-z0-9/._@+-])?");
  private static final Pattern AMBIGUOUS = Pattern.compile("[-.]+|(?i)null");

  private final StringBuilder out = new StringBuilder();

  private EffectiveYaml() {}

  static String write(List<Effective> values) {
    EffectiveYaml yaml = new EffectiveYaml();
    yaml.section(values, 0);
    return yaml.out.toString();
  }

  private void section(List<Effective> values, int depth) {
    values.stream()
        .collect(groupingBy(value -> value.key().names().get(depth), LinkedHashMap::new, toList()))
        .forEach((name, below) -> entry(name, below, depth));
  }

  private void entry(String name, List<Effective> below, int depth) {
    out.append("  ".repeat(depth));
    if (below.getFirst().key().depth() == depth + 1) {
      out.append(line(quoted(name) + ":", below.getFirst())).append('\n');
    } else {
      out.append(quoted(name)).append(":\n");
      section(below, depth + 1);
    }
  }

  /** A secret is a comment: loaded as a value, its mask would pass for the secret. */
  private static String line(String key, Effective effective) {
    String comment = "  # " + effective.origin();
    return switch (effective.value()) {
      case One(var text) -> key + " " + quoted(text) + comment;
      case Many(var texts) -> key + " " + listed(texts) + comment;
      case Hidden hidden -> "# " + key + " " + hidden + comment;
      case Absent absent -> key + comment;
    };
  }

  private static String listed(List<String> texts) {
    return texts.stream().map(EffectiveYaml::quoted).collect(joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !AMBIGUOUS.matcher(text).matches()) {
      return text;
    }
    return text.codePoints().mapToObj(EffectiveYaml::escaped).collect(joining("", "\"", "\""));
  }

  private static String escaped(int codePoint) {
    return switch (codePoint) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      default ->
          isPrintable(codePoint) ? Character.toString(codePoint) : "\\U%08x".formatted(codePoint);
    };
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
