package io.penstock.command.retry;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Shows what waits in the retry tiers. */
@Command(
    name = "list",
    description = {
      "Shows the retry tiers of all nodes: how many events wait, when the first is due, which node"
          + " has the slot, and whether it is running, held by a person, forced, or paused because"
          + " its sink is held or far behind."
    },
    footer = {"", "Example:", "  penstock retry list --json"})
public final class RetryListCommand extends AdminAsking {
  public RetryListCommand() {
    this(Terminal::detect);
  }

  RetryListCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    String answer = client.get("/admin/v1/retries");
    if (json()) {
      out().println(answer);
      return done();
    }
    show(read(client, answer));
    return done();
  }

  private void show(JsonObject answer) {
    Table table =
        Table.of(List.of("sink", "tier", "partition", "waiting", "due", "owner", "state"));
    JsonArray slots = answer.getJsonArray("slots", new JsonArray());
    slots.stream().map(JsonObject.class::cast).forEach(slot -> table.row(row(slot)));
    print(table);
    if (!answer.getBoolean("ofAllNodes", true)) {
      out().println();
      out().println("What other nodes have could not be read now: these are this node's slots.");
    }
  }

  private static List<Object> row(JsonObject slot) {
    return List.of(
        slot.getString("sink", ""),
        slot.getString("tier", ""),
        slot.getInteger("partition", 0),
        slot.getLong("waiting", 0L),
        slot.getValue("due") == null ? "" : slot.getString("due"),
        slot.getString("owner", ""),
        slot.getString("state", ""));
  }
}
