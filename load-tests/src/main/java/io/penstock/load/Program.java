package io.penstock.load;

import io.penstock.load.process.BenchFault;
import io.penstock.load.report.Machine;
import io.penstock.load.report.Report;
import io.penstock.load.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the programs of the load tests have in common: where they are, what they write, how they
 * end.
 */
final class Program {
  static final int SOUND = 0;
  static final int FELL_SHORT = 1;
  static final int BROKEN = 3;
  static final String COMMIT = System.getProperty("bench.commit", "unknown");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where the result files go (default load-tests/results).")
  private @Nullable Path results;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this.")
  @SuppressWarnings("UnusedVariable") // for picocli alone
  private boolean help;

  private final Path root = Path.of(System.getProperty("bench.root", ".")).toAbsolutePath();
  private final String today = LocalDate.now(ZoneId.systemDefault()).toString();
  private final Machine machine = Machine.here();
  private final Progress progress = new Progress();

  /** Answers the exit code. */
  static int run(Callable<Integer> program, String... arguments) {
    CommandLine commandLine = new CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler((fault, _, _) -> explain(fault));
    return commandLine.execute(arguments);
  }

  /** The project's folder, where {@code target/penstock} is. */
  Path root() {
    return root;
  }

  String today() {
    return today;
  }

  /** As it was when the program began. */
  Machine machine() {
    return machine;
  }

  Progress progress() {
    return progress;
  }

  /** Prints the report, and keeps it under today's date and this name. */
  void publish(String name, Report report) throws IOException {
    publish(name, report, false);
  }

  /** Likewise; with {@code json} it prints what a machine reads. */
  void publish(String name, Report report, boolean json) throws IOException {
    System.out.println(json ? ReportFiles.json(report) : report.text());
    keep(name, report);
  }

  /** Keeps it, and prints nothing. */
  void keep(String name, Report report) throws IOException {
    Path folder = results == null ? root.resolve("load-tests/results") : results;
    progress.says("written to " + new ReportFiles(folder, today + "-" + name).write(report));
  }

  int between(String option, int value, int min, int max) {
    return Math.toIntExact(between(option, (long) value, min, max));
  }

  long between(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw refusal(option + ": " + value + " is not between " + min + " and " + max);
    }
    return value;
  }

  ParameterException refusal(String why) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), why);
  }

  /** A fault of the bench needs its message, any other its place too. */
  private static int explain(Exception fault) {
    if (fault instanceof BenchFault || fault instanceof IOException) {
      System.err.println(fault.getMessage());
    } else {
      fault.printStackTrace();
    }
    return BROKEN;
  }
}
