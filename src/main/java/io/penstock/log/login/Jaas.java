package io.penstock.log.login;

import java.util.Map;
import java.util.stream.Collectors;

/** The text in which Kafka's clients take a login: a module with its options. */
final class Jaas {
  private Jaas() {}

  static String entry(String module, Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> " " + option.getKey() + "=" + quoted(option.getValue()))
        .collect(Collectors.joining("", module + " required", ";"));
  }

  /** Passwords may hold anything, line ends too. */
  private static String quoted(String text) {
    return text.chars().mapToObj(Jaas::escaped).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escaped(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> String.valueOf((char) character);
    };
  }
}
