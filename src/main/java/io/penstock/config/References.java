package io.penstock.config;

import io.penstock.config.Parsed.Refused;
import io.penstock.config.Parsed.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks up what {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:path}} stand
 * for.
 */
record References(Map<String, String> environment) {
  private static final int FILE_BYTES_MAX = 64 << 10;
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_.]*)(:-(.*))?}", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}\\x00]+)}");
  private static final Pattern INSIDE = Pattern.compile("\\$\\{(env|file):");

  /**
   * The text itself, or what it refers to. A refusal never quotes the text, which may hold a part
   * of a secret.
   */
  Parsed<String> resolve(String text) {
    Matcher variable = VARIABLE.matcher(text);
    if (variable.matches()) {
      return variable(variable.group(1), Optional.ofNullable(variable.group(3)));
    }
    Matcher file = FILE.matcher(text);
    if (file.matches()) {
      return file(file.group(1));
    }
    return literal(text);
  }

  /** Whether the text tells the value, or a part of it such as a default. */
  static boolean saysItself(String text) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.matches()
        ? variable.group(3) != null && !variable.group(3).isEmpty()
        : !text.isEmpty() && !FILE.matcher(text).matches();
  }

  /** As in a shell, a variable that is set to nothing gets the default too. */
  private Parsed<String> variable(String name, Optional<String> otherwise) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty() && otherwise.isPresent()) {
      return new Value<>(otherwise.get());
    }
    return environment.containsKey(name)
        ? new Value<>(value)
        : new Refused<>("environment variable " + name + " is not set");
  }

  private static Parsed<String> file(String path) {
    return switch (TextFile.read(Path.of(path), FILE_BYTES_MAX)) {
      case Value<String>(String text) -> new Value<>(withoutLineEnd(text));
      case Refused<String>(String why) -> new Refused<>("file " + path + " " + why);
    };
  }

  /** Editors end files with a line end that is no part of the value. */
  private static String withoutLineEnd(String text) {
    return text.replaceFirst("\\r?\\n\\z", "");
  }

  private static Parsed<String> literal(String text) {
    if (INSIDE.matcher(text).find()) {
      return new Refused<>("a reference such as ${env:NAME} must be the whole value");
    }
    return text.startsWith("${") && text.endsWith("}")
        ? new Refused<>("is not one of ${env:NAME}, ${env:NAME:-default} or ${file:path}")
        : new Value<>(text);
  }
}
