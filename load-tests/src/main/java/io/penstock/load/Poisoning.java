package io.penstock.load;

import io.penstock.load.poison.Kind;
import io.penstock.load.poison.PoisonResult;
import io.penstock.load.poison.Poisoned;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command: carries topics with bad events to PostgreSQL, counts, mends, replays, counts again.
 */
@Command(
    name = "load-tests/poison",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "What one bad event in a hundred costs, and what becomes of it.",
      "",
      "Carries three topics to a PostgreSQL table that a person has made stricter: one whose events"
          + " all fit, one with events that are known not to fit while they are encoded, and one"
          + " with events that only the destination refuses. Counts rows and dead letters, mends"
          + " the table, has the letters replayed, and counts again.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every bad event was a dead letter as it has to be, and landed once after the replay; what"
          + " encoding finds cost at most a tenth of the rate",
      "1:not so; the report says what",
      "2:the command line was not understood",
      "3:the bench could not go on; the message says why"
    })
public final class Poisoning implements Callable<Integer> {
  /** As many in each of 16 producers, in hundreds. */
  private static final int STEP = 1_600;

  @Mixin private final Program program = new Program();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "In each topic; a multiple of 1,600 (default ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--bad",
      split = ",",
      paramLabel = "KIND",
      defaultValue = "encoding,rule",
      description =
          "What is bad, each in a topic of its own between two without: encoding, rule (default"
              + " ${DEFAULT-VALUE}).")
  private List<Kind> bad = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Decides which events are bad (default ${DEFAULT-VALUE}).")
  private long seed;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Poisoning(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    program.between("--events", events, STEP, 16_000_000);
    if (events % STEP != 0) {
      throw program.refusal("--events: " + events + " is no multiple of " + STEP);
    }
    PoisonResult result =
        Poisoned.run(program.root(), Program.COMMIT, bad, events, seed, program.progress()::says);
    program.publish("poison", result.report(program.today(), program.machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }
}
