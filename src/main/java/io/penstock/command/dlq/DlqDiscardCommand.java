package io.penstock.command.dlq;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Says that dead letters are not wanted. */
@Command(
    name = "discard",
    description = {
      "Says that dead letters are not wanted. Their topic holds them for as long as it keeps any.",
      "Without --state or ids it takes new ones only."
    },
    footer = {
      "",
      "Example:",
      "  penstock dlq discard --sink postgres --type test --why 'test data'"
    })
public final class DlqDiscardCommand extends DlqActing {
  public DlqDiscardCommand() {
    this(Terminal::detect);
  }

  DlqDiscardCommand(Supplier<Terminal> terminal) {
    super("discard", terminal);
  }

  @Override
  void addTo(JsonObject body) {
    requireWhy();
  }

  @Override
  int tell(AdminClient client, String answer) throws CommandFailed {
    printDone(client, answer, "discarded");
    return done();
  }
}
