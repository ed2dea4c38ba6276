package io.penstock.load.poison;

import io.penstock.load.torture.scene.Ground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Topics without bad events and with either kind of them, one after the other. */
public final class Poisoned {
  private Poisoned() {}

  /** The root is the project's folder. What is compared stands between what it is compared with. */
  public static PoisonResult run(
      Path root,
      String commit,
      Collection<Kind> kinds,
      long events,
      long seed,
      Consumer<String> progress)
      throws IOException {
    List<Kind> turns = new ArrayList<>(kinds);
    turns.addFirst(Kind.NONE);
    turns.addLast(Kind.NONE);
    List<PoisonOutcome> outcomes = new ArrayList<>();
    try (Ground ground = Ground.open(root)) {
      for (Kind kind : turns) {
        String name = "poison" + (outcomes.size() + 1) + kind.label();
        try (var run = new PoisonRun(kind, name, ground, events, seed, progress)) {
          outcomes.add(run.play());
        }
      }
    }
    return new PoisonResult(commit, events, seed, outcomes);
  }
}
