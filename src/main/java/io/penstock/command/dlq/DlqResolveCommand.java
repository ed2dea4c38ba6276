package io.penstock.command.dlq;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Says that dead letters are mended. */
@Command(
    name = "resolve",
    description = {
      "Says that dead letters are mended: by hand, or by a sender who sent the events again.",
      "Without --state or ids it takes new ones only."
    },
    footer = {
      "",
      "Example:",
      "  penstock dlq resolve --sink postgres --event 4711 --why 'the sender corrected it'"
    })
public final class DlqResolveCommand extends DlqActing {
  public DlqResolveCommand() {
    this(Terminal::detect);
  }

  DlqResolveCommand(Supplier<Terminal> terminal) {
    super("resolve", terminal);
  }

  @Override
  void addTo(JsonObject body) {
    requireWhy();
  }

  @Override
  int tell(AdminClient client, String answer) throws CommandFailed {
    printDone(client, answer, "resolved");
    return done();
  }
}
