package io.penstock.load;

import io.penstock.load.torture.TortureResult;
import io.penstock.load.torture.play.Dose;
import io.penstock.load.torture.scenario.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command: plays scenarios of faults against nodes, counts, prints and keeps the report. */
@Command(
    name = "load-tests/torture",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Breaks on purpose what is around Penstock, and Penstock itself, while it takes events with"
          + " known ids and hashes; heals everything, drains, and counts what is in the log, in"
          + " each sink and among the dead letters.",
      "",
      "Broker, PostgreSQL and Penstock are processes of their own on free loopback ports, behind"
          + " small proxies that cut, hold, slow and lose. The same seed makes the same events and"
          + " the same plan of faults.",
      ""
    },
    footerHeading = "%nScenarios:%n",
    footer = {
      "  R0   self-test: nothing is wrong, and then six faults are planted from outside",
      "  R2   SIGKILL to the node and its broker at once",
      "  R5   the broker killed again and again, and then away",
      "  R6   a tenth of the answers of broker and PostgreSQL lost",
      "  R7   each sink away alone, then both",
      "  R8   sinks 5 s there and 5 s away",
      "  R9   a sink with 5 s more latency, then with 1 kB/s",
      "  R10  of ten events of a batch one refused for now, one for good",
      "  R11  the log away and the disk of the spool full (needs root, for a tmpfs of 64 MB)",
      "  R12  files of the spool damaged while the node is dead",
      "  R16  one record in a hundred is poison",
      "",
      "Scenarios of three nodes, three brokers, one PostgreSQL and one ClickHouse:",
      "  R1   SIGKILL to one node, again and again",
      "  R3   SIGTERM to one node after the other, under load",
      "  R4   SIGSTOP to one node, for seconds and for more than a minute",
      "  R5C  one broker killed again and again, and then all away",
      "  R13  nodes that do not hear each other, and the same events at both sides (needs root)",
      "  R14  one node cut off from the brokers",
      "  R15  the clock of one node 5 minutes and a day wrong, and jumping back (needs"
          + " libfaketime)",
      "  R22  a member that joins and leaves the sinks' groups every 5 s",
      "  R23  each id sent up to five times, some with another body; to an OpenSearch too",
      "  ROTATION  the key of all senders replaced every few seconds, and nodes restarted",
      "  CHATTER  nothing is done, and what nodes say to each other is counted",
      "",
      "Examples:",
      "  load-tests/torture --scenario R7 --seed 7 --minutes 2",
      "  load-tests/torture --scenario R2,R6 --minutes 10 --rate 3000",
      "  load-tests/torture --scenario R3 --older ~/penstock-0.9",
      "  load-tests/torture --gate                    those of one node, about 5 minutes",
      "  load-tests/torture --gate --scenario cluster"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every scenario was played, every count is zero and every goal was reached",
      "1:something was lost, twice, unexpected, changed or out of order, a goal was missed, or a"
          + " scenario could not be played; the report says which",
      "2:the command line was not understood",
      "3:the bench could not go on; the message says why"
    })
public final class Torture implements Callable<Integer> {
  private static final String ALL = "all";
  private static final String CLUSTER = "cluster";
  private static final int GATE_SECONDS = 10;
  private static final int GATE_RATE = 600;

  @Mixin private final Program program = new Program();

  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "NAME",
      defaultValue = ALL,
      description =
          "One or more of those below; all are those of one node, cluster those of three"
              + " (default ${DEFAULT-VALUE}).")
  private List<String> scenarios = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Decides events and faults (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How long each scenario breaks things; 0.25 is a quarter (default ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Events offered in a second (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--older",
      paramLabel = "FOLDER",
      description =
          "The distribution of another version: each node begins with it and comes back as this"
              + " one, so that R3 is an upgrade.")
  private @Nullable Path older;

  @Option(names = "--gate", description = "10 s of each at 600 events/s: enough to see a mistake.")
  private boolean gate;

  @Option(names = "--json", description = "Print JSON instead of tables.")
  private boolean json;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Torture(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Dose dose = dose();
    Set<Scoreboard> wanted = wanted();
    if (older != null && !Files.isExecutable(older.resolve("bin/penstock"))) {
      throw program.refusal("--older: there is no bin/penstock in " + older);
    }
    TortureResult result =
        new TortureResult(
            Program.COMMIT,
            older == null ? "" : String.valueOf(older.getFileName()),
            seed,
            dose.faults().toMillis() / 60e3,
            dose.rate(),
            Scoreboard.play(
                wanted,
                program.root(),
                Optional.ofNullable(older),
                dose,
                program.progress()::says));
    publish(result);
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private Dose dose() {
    program.between("--rate", rate, 16, 50_000);
    program.between("--minutes", Math.round(minutes * 60), 6, 24 * 60 * 60);
    return gate
        ? new Dose(seed, Duration.ofSeconds(GATE_SECONDS), GATE_RATE)
        : new Dose(seed, Duration.ofMillis(Math.round(minutes * 60e3)), rate);
  }

  private Set<Scoreboard> wanted() {
    Set<Scoreboard> wanted = EnumSet.noneOf(Scoreboard.class);
    for (String name : scenarios) {
      switch (name) {
        case ALL -> wanted.addAll(Scoreboard.alone());
        case CLUSTER -> wanted.addAll(Scoreboard.cluster());
        default -> wanted.add(named(name));
      }
    }
    return wanted;
  }

  private Scoreboard named(String name) {
    try {
      return Scoreboard.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw program.refusal(
          "--scenario: '" + name + "' is none of " + EnumSet.allOf(Scoreboard.class));
    }
  }

  private void publish(TortureResult result) throws IOException {
    program.publish(resultName(), result.report(program.today(), program.machine()), json);
  }

  /** Scenarios that were played alone keep a report of their own. */
  private String resultName() {
    String what =
        scenarios.equals(List.of(ALL))
            ? "torture"
            : "torture-" + String.join("-", scenarios).toLowerCase(Locale.ROOT);
    return older == null ? what : what + "-upgrade";
  }
}
