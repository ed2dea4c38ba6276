package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Dose;
import io.penstock.load.torture.play.Outcome;
import io.penstock.load.torture.play.Run;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.scene.Ground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All scenarios of one node, by the names that the scoreboard gives them. */
public enum Scoreboard {
  R0,
  R2,
  R5,
  R6,
  R7,
  R8,
  R9,
  R10,
  R11,
  R12,
  R16;

  /** A new one for each run: scenarios remember what they saw. */
  private Scenario scenario(Dose dose) {
    return switch (this) {
      case R0 -> new Control();
      case R2 -> new KillAll();
      case R5 -> new BrokerAway();
      case R6 -> new LostAcks();
      case R7 -> new SinkDown();
      case R8 -> new SinkFlapping();
      case R9 -> new SlowSink();
      case R10 -> new PartialFailures();
      case R11 -> new DiskFull();
      case R12 -> new SpoolDamaged();
      case R16 -> new PoisonEvents(dose.rate());
    };
  }

  /** Each in its turn, on common ground. */
  public static List<Outcome> play(
      Collection<Scoreboard> wanted, Path root, Dose dose, Consumer<String> progress)
      throws IOException {
    var outcomes = Stream.<Outcome>builder();
    try (Ground ground = Ground.open(root)) {
      for (Scoreboard each : wanted) {
        Outcome outcome = each.play(root, ground, dose, progress);
        outcomes.add(outcome);
        each.keepLogs(outcome, root, ground);
      }
    }
    return outcomes.build().toList();
  }

  /** Where something was not as promised, what the node and its broker said is needed. */
  private void keepLogs(Outcome outcome, Path root, Ground ground) throws IOException {
    if (!outcome.passed()) {
      Path folder = root.resolve("target/torture");
      ground.workplace().keepLogs(name().toLowerCase(Locale.ROOT), folder);
      ground.workplace().keepLogs("broker", folder);
    }
  }

  private Outcome play(Path root, Ground ground, Dose dose, Consumer<String> progress)
      throws IOException {
    Scenario scenario = scenario(dose);
    Optional<String> lack = Ability.lacking(scenario.needs(), root);
    if (lack.isPresent()) {
      return Outcome.trouble(scenario, lack.get());
    }
    return this == R0
        ? new SelfTest(ground, dose, progress).run()
        : Run.of(scenario, name().toLowerCase(Locale.ROOT), ground, dose, progress);
  }
}
