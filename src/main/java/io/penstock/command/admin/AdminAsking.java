package io.penstock.command.admin;

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
public abstract class AdminAsking implements Callable<Integer> {
  private final Supplier<Terminal> terminal;

  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final AdminOption admin = new AdminOption();

  protected AdminAsking(Supplier<Terminal> terminal) {
    this.terminal = terminal;
  }

  /** Asks, prints, and answers what the shell is told. */
  protected abstract int ask(AdminClient client) throws CommandFailed, InterruptedException;

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

  protected CommandSpec spec() {
    return spec;
  }

  protected PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected Terminal screen() {
    return terminal.get();
  }

  protected boolean json() {
    return admin.json();
  }

  protected void print(Table table) {
    table.lines(screen().columns()).forEach(out()::println);
  }

  protected static JsonObject read(AdminClient client, String answer) throws CommandFailed {
    try {
      return new JsonObject(answer);
    } catch (DecodeException noObject) {
      throw client.notOurs("it answered something else than an object");
    }
  }

  protected static int done() {
    return ExitCode.DONE;
  }
}
