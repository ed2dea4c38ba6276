package io.penstock.command.dlq;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the index of dead letters made anew. */
@Command(
    name = "rebuild",
    description = {
      "Has the index of dead letters made anew from their topics, beside all other work.",
      "What people did with them stays."
    })
public final class DlqRebuildCommand extends AdminAsking {
  @Option(
      names = "--who",
      paramLabel = "NAME",
      defaultValue = "${env:PENSTOCK_WHO:-${sys:user.name}}",
      description = "Who wants it. Else PENSTOCK_WHO, else the user of this machine.")
  private String who = "";

  public DlqRebuildCommand() {
    this(Terminal::detect);
  }

  DlqRebuildCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    String answer = client.post("/admin/v1/dead-letters/rebuild", new JsonObject().put("who", who));
    out()
        .println(
            json()
                ? answer
                : "The index is being made anew; the first letters stand in it at once.");
    return done();
  }
}
