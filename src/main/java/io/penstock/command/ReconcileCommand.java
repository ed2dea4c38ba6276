package io.penstock.command;

import io.penstock.command.admin.AdminOption;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.DurationConverter;
import io.penstock.command.client.ExitCode;
import io.penstock.command.reconcile.Account;
import io.penstock.command.reconcile.ReportText;
import io.penstock.command.reconcile.Watching;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has a running server compare its log with what its sinks hold. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares the log, the checkpoints and what the sinks really hold of a stream, by hour and"
            + " partition, and names the events that nothing explains.",
    footer = {
      "",
      "It changes nothing, and events go on meanwhile. The server runs one at a time; Ctrl-C ends"
          + " it there too. docs/reconcile.md tells what each column counts.",
      "",
      "Example:",
      "  penstock reconcile --stream events --since 24h"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it adds up: no more is unexplained than is allowed",
      "1:more is unexplained than is allowed",
      "2:wrong usage",
      "69:the server could not be reached",
      "70:the answer was not Penstock's",
      "75:it could not be found out, such as because a sink is away"
    })
public final class ReconcileCommand implements Callable<Integer> {
  private static final Duration SINCE_MAX = Duration.ofDays(3_650);

  private final Supplier<Terminal> terminal;

  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stream",
      paramLabel = "S",
      required = true,
      description = "The stream whose events are compared.")
  private String stream = "";

  @Option(names = "--sink", paramLabel = "X", description = "One sink; else all that take it.")
  private @Nullable String sink;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "1h",
      description = "How far back, such as 30m or 24h. Default: 1h.")
  private Duration since = Duration.ZERO;

  @Option(names = "--tenant", paramLabel = "T", description = "The events of one tenant alone.")
  private @Nullable String tenant;

  @Option(
      names = "--difference-max",
      paramLabel = "N",
      description = "So many unexplained events are allowed. Else the server's difference-max.")
  private @Nullable Long differenceMax;

  @Mixin private final AdminOption admin = new AdminOption();

  public ReconcileCommand() {
    this(Terminal::detect);
  }

  ReconcileCommand(Supplier<Terminal> terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (since.compareTo(Duration.ofSeconds(1)) < 0 || since.compareTo(SINCE_MAX) > 0) {
      throw new ParameterException(spec.commandLine(), "--since must be 1s to 87600h");
    }
    try {
      return print(reconcile());
    } catch (CommandFailed failed) {
      failed.print(spec.commandLine().getErr());
      return failed.exitCode() == ExitCode.REFUSED ? ExitCode.NOT_NOW : failed.exitCode();
    }
  }

  private Account reconcile() throws CommandFailed, InterruptedException {
    AdminClient client = admin.client();
    try (var watching = new Watching(spec.commandLine().getErr(), terminal.get())) {
      var account = new Account(watching);
      client.lines("/admin/v1/reconcile", question(), account::take);
      return whole(account, client);
    }
  }

  private static Account whole(Account account, AdminClient admin) throws CommandFailed {
    if (!account.isWhole()) {
      throw admin.notOurs("the answer broke off");
    }
    return account;
  }

  private JsonObject question() {
    var question =
        new JsonObject().put("stream", stream).put("sinceSeconds", (int) since.toSeconds());
    Optional.ofNullable(sink).ifPresent(name -> question.put("sink", name));
    Optional.ofNullable(tenant).ifPresent(name -> question.put("tenant", name));
    return question;
  }

  private int print(Account account) {
    long allowed = Optional.ofNullable(differenceMax).orElseGet(account::differenceMax);
    PrintWriter out = spec.commandLine().getOut();
    if (admin.json()) {
      out.println(account.json(allowed).encode());
    } else {
      var text = new ReportText(terminal.get().columns());
      account.reports().forEach(report -> text.lines(report).forEach(out::println));
      out.println(verdict(account.unexplained(), allowed));
    }
    out.flush();
    return account.unexplained() > allowed ? ExitCode.REFUSED : ExitCode.DONE;
  }

  private static String verdict(long unexplained, long allowed) {
    if (unexplained == 0) {
      return "It adds up: nothing is unexplained.";
    }
    String allowance = unexplained > allowed ? "more than the %d allowed." : "of %d allowed.";
    return "Unexplained: " + unexplained + ", " + allowance.formatted(allowed);
  }
}
