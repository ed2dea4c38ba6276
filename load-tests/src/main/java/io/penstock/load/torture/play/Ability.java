package io.penstock.load.torture.play;

import io.penstock.load.process.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a server may or may not be able to do yet; its reference of keys tells. */
public enum Ability {
  SPOOL("\nspool:", "no spool"),
  DEAD_LETTERS("dead-letter", "no dead letters");

  private final String key;
  private final String lack;

  Ability(String key, String lack) {
    this.key = key;
    this.lack = lack;
  }

  /** What this server cannot do yet, in a sentence; the root is the project's folder. */
  public static Optional<String> lacking(Set<Ability> needed, Path root) {
    String keys = keys(root);
    List<String> lacks =
        needed.stream().filter(it -> !keys.contains(it.key)).map(it -> it.lack).toList();
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of("not played: this server has " + String.join(" and ", lacks));
  }

  private static String keys(Path root) {
    try {
      return Files.readString(root.resolve("conf/penstock.yaml"));
    } catch (IOException fault) {
      throw new BenchFault("the reference of keys cannot be read", fault);
    }
  }
}
