package io.penstock.config;

import io.penstock.config.Given.Group;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What was asked for so far, shared by all sections of a configuration. */
final class Reading {
  private final Problems problems;
  private final Form<String> references;
  // By section: the keys somebody asked for. What was opened as a section is in here, even empty.
  private final Map<Key, Set<String>> asked = new HashMap<>();
  private final Map<Key, Effective> inForce = new LinkedHashMap<>();

  Reading(Problems problems, References references) {
    this.problems = problems;
    this.references = new Form<>(references::resolve, Function.identity());
  }

  void opened(Key section) {
    asked.computeIfAbsent(section, none -> new TreeSet<>());
  }

  void asked(Key section, String key) {
    asked.computeIfAbsent(section, none -> new TreeSet<>()).add(key);
  }

  void took(Key key, Effective.Shown value, Origin origin) {
    inForce.put(key, new Effective(key, value, origin));
  }

  void reject(Key key, Origin origin, String message) {
    problems.add(origin.blame(key), message);
  }

  /** The form that looks references up. */
  Form<String> references() {
    return references;
  }

  List<Effective> inForce() {
    return List.copyOf(inForce.values());
  }

  /** A key nobody asked for is a mistake, and so is all that stands below it. */
  void rejectUnknown(Key section, Group given) {
    Set<String> known = asked.getOrDefault(section, Set.of());
    given
        .children()
        .forEach(
            (name, value) -> {
              Key key = section.below(name);
              if (!known.contains(name)) {
                reject(key, value.origin(), unknown(name, known));
              } else if (value instanceof Group below && asked.containsKey(key)) {
                rejectUnknown(key, below);
              }
            });
  }

  private static String unknown(String name, Set<String> known) {
    String hint =
        Spelling.nearest(name, known).map(key -> ", did you mean '" + key + "'?").orElse("");
    return known.isEmpty()
        ? "unknown key, none is expected here"
        : "unknown key, expected one of " + known + hint;
  }
}
