package io.penstock.load;

import io.penstock.load.fanout.FanoutDose;
import io.penstock.load.fanout.FanoutResult;
import io.penstock.load.fanout.FanoutRun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command: several sinks, one of them away for a while, and then a full buffer and a kill. */
@Command(
    name = "load-tests/fanout",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Whether a sink that is away delays the others, and whether all have everything in the end.",
      "",
      "Starts a broker, ClickHouse, an S3, PostgreSQL and Penstock with conf/fanout.yaml, to which"
          + " PostgreSQL is added, and sends events over gRPC at a steady rate, through the client"
          + " that Penstock comes with. Four phases of the same length: all is warmed up; all sinks"
          + " are there; one is away; it is back, and catches up. The senders stop, and every"
          + " store is read. Then the broker is killed until the buffer on disk is full and senders"
          + " are refused, Penstock is killed too, both are started again, and the stores are read"
          + " once more.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  load-tests/fanout --quick                     phases of 20 s, about 4 minutes",
      "  load-tests/fanout                             phases of 2 minutes, about 12 minutes",
      "  load-tests/fanout --cut clickhouse --how freeze"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the others were not behind more than twice as far, events cost no more than a tenth more,"
          + " the sink caught up, and everything is where it should be, once",
      "1:not so; the report says which line",
      "2:the command line was not understood",
      "3:the bench could not go on; the message says why"
    })
public final class Fanout implements Callable<Integer> {
  private static final int QUICK_SECONDS = 20;

  @Mixin private final Program program = new Program();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Events a second (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "The length of a phase (default ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--quick", description = "Phases of 20 seconds: a first look.")
  private boolean quick;

  @Option(
      names = "--cut",
      paramLabel = "SINK",
      defaultValue = "s3",
      description = "Which is cut off: s3 or clickhouse (default ${DEFAULT-VALUE}).")
  private String cut = "";

  @Option(
      names = "--how",
      paramLabel = "HOW",
      defaultValue = "kill",
      description =
          "kill: connections are refused; freeze: nobody ever answers (default ${DEFAULT-VALUE}).")
  private String how = "";

  @Option(
      names = "--spool",
      paramLabel = "SIZE",
      defaultValue = "64MB",
      description = "The buffer on disk, such as 64MB or 1GB (default ${DEFAULT-VALUE}).")
  private String spool = "";

  @Option(names = "--json", description = "Print JSON instead of tables.")
  private boolean json;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Fanout(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    FanoutResult result =
        FanoutRun.of(program.root(), Program.COMMIT, dose(), program.progress()::says);
    program.publish(name(), result.report(program.today(), program.machine()), json);
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private FanoutDose dose() {
    program.between("--rate", rate, 100, 20_000);
    program.between("--seconds", seconds, 10, 3_600);
    oneOf("--cut", cut, List.of("s3", "clickhouse"));
    oneOf("--how", how, List.of("kill", "freeze"));
    if (!spool.matches("[1-9]\\d{0,3}(MB|GB)")) {
      throw program.refusal("--spool: " + spool + " is not a size such as 64MB or 1GB");
    }
    return new FanoutDose(rate, quick ? QUICK_SECONDS : seconds, cut, how, spool);
  }

  private void oneOf(String option, String value, List<String> known) {
    if (!known.contains(value)) {
      throw program.refusal(option + ": " + value + " is none of " + String.join(", ", known));
    }
  }

  private String name() {
    return "fanout-%s-%s%s".formatted(cut, how, quick ? "-quick" : "");
  }
}
