package io.penstock.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The full key of a value, from the top section down; prints with dots. */
public record Key(List<String> names) {
  static final Key TOP = new Key(List.of());

  public Key {
    names = List.copyOf(names);
  }

  Key below(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return new Key(longer);
  }

  int depth() {
    return names.size();
  }

  /** The environment variable that gives this key. */
  String variable() {
    String name = Overrides.PREFIX + String.join(Overrides.LEVEL, names);
    return name.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
