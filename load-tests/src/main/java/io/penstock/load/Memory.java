package io.penstock.load;

import io.penstock.load.memory.MemoryDose;
import io.penstock.load.memory.MemoryRun;
import io.penstock.load.memory.OpenFilesResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command: how much memory the server has while a sink of files has much open. */
@Command(
    name = "load-tests/memory",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "How much memory Penstock has while an S3 sink gathers Parquet files of 200 partitions, and"
          + " events of a whole week arrive late.",
      "",
      "Starts a broker, an S3 and Penstock with that sink, and sends events over gRPC at a steady"
          + " rate: every other one of now, the others of each hour of the last week in turns."
          + " Looks at what is resident once a second, waits until all is in files, reads them, and"
          + " compares them with what was sent.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  load-tests/memory --quick",
      "  load-tests/memory --late-after 7d --rate 400   a file for each hour of the week",
      "  load-tests/memory --options -Xmx256m --account"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at most 400 MiB were ever resident, and every event is in a file, once",
      "1:not so; the report says which line",
      "2:the command line was not understood",
      "3:the bench could not go on; the message says why"
    })
public final class Memory implements Callable<Integer> {
  @Mixin private final Program program = new Program();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Events a second (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "For so long (default ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(names = "--quick", description = "For one minute only: a first look.")
  private boolean quick;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "200",
      description = "Of the topic (default ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--late-after",
      paramLabel = "TIME",
      defaultValue = "6h",
      description =
          "Events that are older share a file with others that are late (default"
              + " ${DEFAULT-VALUE}, as the sink comes); with 7d each hour has a file of its own.")
  private String lateAfter = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of Penstock, as on its command line; may be given again.")
  private List<String> settings = List.of();

  @Option(
      names = "--options",
      paramLabel = "FLAGS",
      defaultValue = "",
      description = "For the JVM, as in PENSTOCK_OPTS; with spaces between.")
  private String options = "";

  @Option(
      names = "--account",
      description = "Have the JVM account for its memory, in target/memory.")
  private boolean account;

  @Option(names = "--json", description = "Print JSON instead of tables.")
  private boolean json;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Memory(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    OpenFilesResult result =
        MemoryRun.of(program.root(), Program.COMMIT, dose(), program.progress()::says);
    program.publish(name(), result.report(program.today(), program.machine()), json);
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private MemoryDose dose() {
    program.between("--rate", rate, 100, 20_000);
    program.between("--minutes", minutes, 1, 600);
    program.between("--partitions", partitions, 1, 1_000);
    if (!lateAfter.matches("\\d{1,4}[mhd]")) {
      throw program.refusal("--late-after: " + lateAfter + " is not a time such as 6h or 7d");
    }
    return new MemoryDose(
        rate, quick ? 1 : minutes, partitions, lateAfter, settings, options, account);
  }

  private String name() {
    return "memory-s3-late-%s%s".formatted(lateAfter, quick ? "-quick" : "");
  }
}
