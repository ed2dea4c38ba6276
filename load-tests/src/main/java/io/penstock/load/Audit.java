package io.penstock.load;

import io.penstock.load.audit.AuditResult;
import io.penstock.load.audit.AuditRun;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command: a steady flow of audit events, half of them from elsewhere, to both sinks. */
@Command(
    name = "load-tests/audit",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Whether ClickHouse and OpenSearch keep up with a steady flow of audit events.",
      "",
      "Starts a broker, both stores and Penstock with conf/audit.yaml as it is. Half of the events"
          + " are posted over HTTP, the others a Kafka producer writes to the topic. Looks at the"
          + " lag of both sinks each second, counts what is there in the end, and has all of it"
          + " reconciled. A minute at half of the rate comes first, in which all is compiled.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the lag stayed below 15 s, and every event is there and explained",
      "1:not so; the report says what",
      "2:the command line was not understood",
      "3:the bench could not go on; the message says why"
    })
public final class Audit implements Callable<Integer> {
  private static final Duration QUICK = Duration.ofSeconds(30);

  @Mixin private final Program program = new Program();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Events a second (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "For so long (default ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(names = "--quick", description = "For 30 seconds only: a first look.")
  private boolean quick;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Audit(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    program.between("--rate", rate, 100, 100_000);
    program.between("--minutes", minutes, 1, 600);
    Duration time = quick ? QUICK : Duration.ofMinutes(minutes);
    AuditResult result =
        AuditRun.of(program.root(), Program.COMMIT, rate, time, program.progress()::says);
    program.publish(
        quick ? "audit-quick" : "audit", result.report(program.today(), program.machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }
}
