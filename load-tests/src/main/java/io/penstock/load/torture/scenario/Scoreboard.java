package io.penstock.load.torture.scenario;

import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Dose;
import io.penstock.load.torture.play.Outcome;
import io.penstock.load.torture.play.Run;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.scene.Ground;
import io.penstock.load.torture.scene.Lineup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All scenarios, by the names that the scoreboard gives them. */
public enum Scoreboard {
  R0(Lineup.ALONE),
  R1(Lineup.THREE),
  R2(Lineup.ALONE),
  R3(Lineup.THREE),
  R4(Lineup.THREE),
  R5(Lineup.ALONE),
  R5C(Lineup.THREE),
  R6(Lineup.ALONE),
  R7(Lineup.ALONE),
  R8(Lineup.ALONE),
  R9(Lineup.ALONE),
  R10(Lineup.ALONE),
  R11(Lineup.ALONE),
  R12(Lineup.ALONE),
  R13(Lineup.APART),
  R14(Lineup.THREE),
  R15(Lineup.THREE),
  R16(Lineup.ALONE),
  R22(Lineup.THREE),
  R23(Lineup.THREE),
  CHATTER(Lineup.THREE),
  ROTATION(Lineup.THREE),
  LIMITS(Lineup.APART);

  private final Lineup lineup;

  Scoreboard(Lineup lineup) {
    this.lineup = lineup;
  }

  /** Those of one node. */
  public static Set<Scoreboard> alone() {
    return Arrays.stream(values())
        .filter(it -> it.lineup == Lineup.ALONE)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scoreboard.class)));
  }

  /** Those of three nodes. */
  public static Set<Scoreboard> cluster() {
    return EnumSet.complementOf(EnumSet.copyOf(alone()));
  }

  /** A new one for each run: scenarios remember what they saw. */
  private Scenario scenario(Dose dose) {
    return switch (this) {
      case R0 -> new Control();
      case R1 -> new NodeKilled();
      case R2 -> new KillAll();
      case R3 -> new RollingRestart();
      case R4 -> new NodeFrozen();
      case R5 -> new BrokerAway();
      case R5C -> new BrokersAway();
      case R6 -> new LostAcks();
      case R7 -> new SinkDown();
      case R8 -> new SinkFlapping();
      case R9 -> new SlowSink();
      case R10 -> new PartialFailures();
      case R11 -> new DiskFull();
      case R12 -> new SpoolDamaged();
      case R13 -> new SplitBrain();
      case R14 -> new NodeCutOff();
      case R15 -> new ClockSkew();
      case R16 -> new PoisonEvents(dose.rate());
      case R22 -> new RebalanceStorm();
      case R23 -> new ClientRepeats();
      case CHATTER -> new Chatter();
      case ROTATION -> new KeyRotation();
      case LIMITS -> new TenantLimits();
    };
  }

  /** Each in its turn; those of a lineup on common ground. */
  public static List<Outcome> play(
      Collection<Scoreboard> wanted,
      Path root,
      Optional<Path> older,
      Dose dose,
      Consumer<String> progress)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    List<Scoreboard> possible = new ArrayList<>();
    for (Scoreboard each : wanted) {
      Scenario scenario = each.scenario(dose);
      Ability.lacking(scenario.needs(), root)
          .ifPresentOrElse(
              lack -> outcomes.add(Outcome.trouble(scenario, lack)), () -> possible.add(each));
    }
    for (Lineup lineup : Lineup.values()) {
      List<Scoreboard> those = possible.stream().filter(it -> it.lineup == lineup).toList();
      if (!those.isEmpty()) {
        outcomes.addAll(play(those, lineup, root, older, dose, progress));
      }
    }
    return outcomes;
  }

  private static List<Outcome> play(
      List<Scoreboard> those,
      Lineup lineup,
      Path root,
      Optional<Path> older,
      Dose dose,
      Consumer<String> progress)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (Ground ground = Ground.open(root, lineup, older)) {
      for (Scoreboard each : those) {
        Outcome outcome = each.play(ground, dose, progress);
        outcomes.add(outcome);
        each.keepLogs(outcome, root, ground);
      }
    }
    return outcomes;
  }

  /** Where something was not as promised, what the node and its broker said is needed. */
  private void keepLogs(Outcome outcome, Path root, Ground ground) throws IOException {
    if (!outcome.passed()) {
      Path folder = root.resolve("target/torture");
      ground.workplace().keepLogs(name().toLowerCase(Locale.ROOT), folder);
      ground.workplace().keepLogs("broker", folder);
    }
  }

  private Outcome play(Ground ground, Dose dose, Consumer<String> progress) throws IOException {
    return this == R0
        ? new SelfTest(ground, dose, progress).run()
        : Run.of(scenario(dose), name().toLowerCase(Locale.ROOT), ground, dose, progress);
  }
}
