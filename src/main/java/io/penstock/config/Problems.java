package io.penstock.config;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that is wrong with a configuration, gathered so that one start reports it all. */
public final class Problems {
  private final String source;
  private final SortedSet<String> lines = new TreeSet<>();

  /** The source is what cannot be used: the path of a file, or a description. */
  public Problems(String source) {
    this.source = source;
  }

  public void add(String key, String message) {
    lines.add(key + ": " + message);
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new Unusable(toString(), lines());
    }
  }

  /** For what is wrong with the source as a whole, after which there is nothing left to read. */
  Unusable fatal(String message) {
    lines.add(message);
    return new Unusable(toString(), lines());
  }

  @Override
  public String toString() {
    return lines.stream()
        .map(line -> "\n  " + line)
        .collect(
            Collectors.joining(
                "", source + " cannot be used, " + lines.size() + " problem(s):", ""));
  }
}
