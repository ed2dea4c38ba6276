package io.penstock.config;

import io.penstock.config.Given.Group;
import io.penstock.config.Given.Scalar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Lays single values over what the file gave: from the environment, then from the command line. */
record Overrides(Group given, Problems problems) {
  static final String PREFIX = "PENSTOCK__";
  static final String LEVEL = "__";

  /** In the order of their names, so that what wins does not depend on chance. */
  void environment(Map<String, String> variables) {
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                variable(name, value);
              }
            });
  }

  /** Each is {@code key=value}; a later one wins. */
  void settings(List<String> settings) {
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      List<String> path = names(parts[0], "\\.");
      if (parts.length == 2 && isComplete(path)) {
        put(path, Overrides::asWritten, new Scalar(parts[1], Origin.SETTING));
      } else {
        problems.add("--set '" + parts[0] + "'", "names no key, expected section.key=value");
      }
    }
  }

  private void variable(String name, String value) {
    List<String> path = names(name.substring(PREFIX.length()), LEVEL);
    if (isComplete(path)) {
      put(path, Overrides::asInTheFile, new Scalar(value, Origin.ENVIRONMENT));
    } else {
      problems.add(name, "names no key, expected " + PREFIX + "SECTION" + LEVEL + "KEY");
    }
  }

  private static List<String> names(String text, String separator) {
    return List.of(text.strip().split(separator, -1));
  }

  private static boolean isComplete(List<String> path) {
    return path.stream().noneMatch(String::isBlank);
  }

  /** A section takes the place of a single value in its way, and the other way round. */
  private void put(List<String> names, BiFunction<String, Group, String> spelling, Scalar value) {
    Group level = given;
    for (String name : names.subList(0, names.size() - 1)) {
      level = level.open(spelling.apply(name, level));
    }
    level.children().put(spelling.apply(names.getLast(), level), value);
  }

  private static String asWritten(String name, Group group) {
    return name;
  }

  /** A variable's name has lost case and dashes; a key of the file that fits gives them back. */
  private static String asInTheFile(String name, Group group) {
    String folded = Spelling.fold(name);
    return group.children().keySet().stream()
        .filter(key -> Spelling.fold(key).equals(folded))
        .findFirst()
        .orElse(folded);
  }
}
