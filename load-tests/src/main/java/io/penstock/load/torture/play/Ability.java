package io.penstock.load.torture.play;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.machine.FalseClock;
import io.penstock.load.torture.machine.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a server may not be able to do yet, as its reference of keys tells, or a machine. */
public enum Ability {
  SPOOL("this server has no spool"),
  DEAD_LETTERS("this server has no dead letters"),
  FALSE_CLOCK("this machine has no libfaketime (Debian: faketime)"),
  NETWORKS("networks of its own take root, ip and iptables");

  private final String lack;

  Ability(String lack) {
    this.lack = lack;
  }

  private boolean isThere(String keys) {
    return switch (this) {
      case SPOOL -> keys.contains("\nspool:");
      case DEAD_LETTERS -> keys.contains("dead-letter");
      case FALSE_CLOCK -> FalseClock.isPossible();
      case NETWORKS -> Networks.arePossible();
    };
  }

  /** What cannot be done here, in a sentence; the root is the project's folder. */
  public static Optional<String> lacking(Set<Ability> needed, Path root) {
    String keys = keys(root.resolve("conf/penstock.yaml"));
    List<String> lacks =
        needed.stream().filter(it -> !it.isThere(keys)).map(it -> it.lack).toList();
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of("not played: " + String.join(", and ", lacks));
  }

  private static String keys(Path reference) {
    try {
      return Files.readString(reference);
    } catch (IOException fault) {
      throw new BenchFault("the reference of keys cannot be read", fault);
    }
  }
}
