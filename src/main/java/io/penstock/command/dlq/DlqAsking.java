package io.penstock.command.dlq;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the admin listener, and prints its answer for people or for programs. */
@Command(
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the server refused it, or could not do all of it",
      "2:wrong usage",
      "69:the server could not be reached",
      "70:the answer was not Penstock's"
    })
abstract class DlqAsking implements Callable<Integer> {
  private final Supplier<Terminal> terminal;

  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final AdminOption admin = new AdminOption();

  DlqAsking(Supplier<Terminal> terminal) {
    this.terminal = terminal;
  }

  /** Asks, prints, and answers what the shell is told. */
  abstract int ask(AdminClient client) throws CommandFailed, InterruptedException;

  @Override
  public Integer call() throws InterruptedException {
    try {
      int exitCode = ask(admin.client());
      out().flush();
      return exitCode;
    } catch (CommandFailed failed) {
      out().flush();
      failed.print(spec.commandLine().getErr());
      return failed.exitCode();
    }
  }

  CommandSpec spec() {
    return spec;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Terminal screen() {
    return terminal.get();
  }

  boolean json() {
    return admin.json();
  }

  void print(Table table) {
    table.lines(screen().columns()).forEach(out()::println);
  }

  static JsonObject read(AdminClient client, String answer) throws CommandFailed {
    try {
      return new JsonObject(answer);
    } catch (DecodeException noObject) {
      throw client.notOurs("it answered something else than an object");
    }
  }

  static String counted(long letters) {
    return letters == 1 ? "1 dead letter" : letters + " dead letters";
  }

  static int done() {
    return ExitCode.DONE;
  }
}
