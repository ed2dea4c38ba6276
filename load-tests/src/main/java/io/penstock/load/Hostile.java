package io.penstock.load;

import io.penstock.load.hostile.SlowCut;
import io.penstock.load.hostile.SlowSenders;
import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Server;
import io.penstock.load.report.BombsResult;
import io.penstock.load.report.GoodTraffic;
import io.penstock.load.report.Machine;
import io.penstock.load.report.Report;
import io.penstock.load.report.ReportFiles;
import io.penstock.load.report.SlowResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: has a server attacked, prints and keeps the report. */
@Command(
    name = "load-tests/hostile",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Sends Penstock what is made to hurt it, while somebody else sends small events at a fixed"
          + " rate: 100 of each of twelve bombs, 50 at once, or with --slow connections that"
          + " trickle.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  load-tests/hostile                           the bombs, about 2 minutes",
      "  load-tests/hostile --slow 2000 --minutes 2   the slow connections, about 4 minutes"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every goal was reached",
      "1:a goal was missed; the report says which",
      "2:the command line was not understood",
      "3:the test could not go on; the message says why"
    })
public final class Hostile implements Callable<Integer> {
  private static final int SOUND = 0;
  private static final int FELL_SHORT = 1;
  private static final int BROKEN = 3;
  private static final String COMMIT = System.getProperty("bench.commit", "unknown");
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration ALONE = Duration.ofSeconds(20);

  /** A server without options of ours. */
  private static final List<String> AS_USERS_START_IT = List.of();

  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--slow",
      paramLabel = "N",
      description = "Instead: so many connections, each with a byte every 10 s.")
  private int slow;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "With --slow: how long those that are cut come again (default ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Bombs whose name contains this.")
  private String only = "";

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where the result files go (default load-tests/results).")
  private @Nullable Path results;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this.")
  private boolean help;

  private final Path root = Path.of(System.getProperty("bench.root", "."));
  private final String today = LocalDate.now().toString();
  private final Machine machine = Machine.here();
  private final Progress progress = new Progress();

  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Hostile());
    commandLine.setExecutionExceptionHandler((fault, _, _) -> explain(fault));
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    between("--slow", slow, 0, 8_000);
    between("--minutes", minutes, 1, 60);
    progress.says("starting a broker and Penstock");
    try (Surroundings surroundings = Surroundings.open(root)) {
      Server server = surroundings.penstock("penstock", AS_USERS_START_IT, List.of());
      Bystander bystander = new Bystander(server.target(), surroundings.events());
      progress.says("warming up");
      bystander.alone(WARM_UP);
      return slow == 0 ? bomb(server, bystander) : trickle(server, bystander);
    }
  }

  private int bomb(Server server, Bystander bystander) throws IOException {
    BombsResult result = new Bombing(server, bystander, progress).run(COMMIT, only);
    publish("hostile", result.report(today, machine));
    return result.isSound() ? SOUND : FELL_SHORT;
  }

  private int trickle(Server server, Bystander bystander) throws IOException {
    progress.says("good traffic alone");
    GoodTraffic alone = bystander.alone(ALONE);
    progress.says("%,d slow connections for %d min".formatted(slow, minutes));
    Bystander.Beside<List<SlowCut>> during =
        bystander.beside(() -> SlowSenders.run(server.target(), slow, Duration.ofMinutes(minutes)));
    SlowResult result =
        SlowResult.of(COMMIT, slow, minutes, during.hostility(), alone, during.good());
    publish("slow", result.report(today, machine));
    return result.isSound() ? SOUND : FELL_SHORT;
  }

  private void publish(String name, Report report) throws IOException {
    Path folder = results == null ? root.resolve("load-tests/results") : results;
    Path written = new ReportFiles(folder, today + "-" + name).write(report);
    System.out.println(report.text());
    progress.says("written to " + written);
  }

  private void between(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          option + ": " + value + " is not between " + min + " and " + max);
    }
  }

  /** A fault of the test needs its message, any other its place too. */
  private static int explain(Exception fault) {
    if (fault instanceof BenchFault || fault instanceof IOException) {
      System.err.println(fault.getMessage());
    } else {
      fault.printStackTrace();
    }
    return BROKEN;
  }
}
