package io.penstock.load;

import io.penstock.load.hostile.SlowCut;
import io.penstock.load.hostile.SlowSenders;
import io.penstock.load.process.Server;
import io.penstock.load.report.BombsResult;
import io.penstock.load.report.GoodTraffic;
import io.penstock.load.report.SlowResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration ALONE = Duration.ofSeconds(20);

  /** A server without options of ours. */
  private static final List<String> AS_USERS_START_IT = List.of();

  @Mixin private final Program program = new Program();

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

  public static void main(String[] arguments) {
    System.exit(Program.run(new Hostile(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    program.between("--slow", slow, 0, 8_000);
    program.between("--minutes", minutes, 1, 60);
    program.progress().says("starting a broker and Penstock");
    try (Surroundings surroundings = Surroundings.open(program.root())) {
      Server server = surroundings.penstock("penstock", AS_USERS_START_IT, List.of());
      Bystander bystander = new Bystander(server.target(), surroundings.events());
      program.progress().says("warming up");
      bystander.alone(WARM_UP);
      return slow == 0 ? bomb(server, bystander) : trickle(server, bystander);
    }
  }

  private int bomb(Server server, Bystander bystander) throws IOException {
    BombsResult result =
        new Bombing(server, bystander, program.progress()).run(Program.COMMIT, only);
    program.publish("hostile", result.report(program.today(), program.machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }

  private int trickle(Server server, Bystander bystander) throws IOException {
    program.progress().says("good traffic alone");
    GoodTraffic alone = bystander.alone(ALONE);
    program.progress().says("%,d slow connections for %d min".formatted(slow, minutes));
    Bystander.Beside<List<SlowCut>> during =
        bystander.beside(() -> SlowSenders.run(server.target(), slow, Duration.ofMinutes(minutes)));
    SlowResult result =
        SlowResult.of(Program.COMMIT, slow, minutes, during.hostility(), alone, during.good());
    program.publish("slow", result.report(program.today(), program.machine()));
    return result.isSound() ? Program.SOUND : Program.FELL_SHORT;
  }
}
