package io.penstock.load.poison;

import io.penstock.load.torture.scene.Ground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Topics without bad events and with either kind of them, one after the other. */
public final class Poisoned {
  /** What is compared stands between what it is compared with. */
  private static final List<Kind> TURNS = List.of(Kind.NONE, Kind.TYPE, Kind.RULE, Kind.NONE);

  private Poisoned() {}

  /** The root is the project's folder. */
  public static PoisonResult run(
      Path root, String commit, long events, long seed, Consumer<String> progress)
      throws IOException {
    List<PoisonOutcome> outcomes = new ArrayList<>();
    try (Ground ground = Ground.open(root)) {
      for (Kind kind : TURNS) {
        String name = "poison" + (outcomes.size() + 1) + kind.label();
        try (var run = new PoisonRun(kind, name, ground, events, seed, progress)) {
          outcomes.add(run.play());
        }
      }
    }
    return new PoisonResult(commit, events, seed, outcomes);
  }
}
