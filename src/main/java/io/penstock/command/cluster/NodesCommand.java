package io.penstock.command.cluster;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Shows the nodes that work together. */
@Command(
    name = "nodes",
    description = {
      "Shows the nodes of the cluster, as one of them sees it: whether each answers and is ready,"
          + " its roles and version, since when it runs, which sinks it has open, and which parts"
          + " of it are red or amber (its own /health says why).",
      "",
      "A node that does not answer is still a member, but cannot be talked to: it has just died,"
          + " is very busy, or has a bus port or certificates that the others cannot use."
    },
    exitCodeList = {
      "0:every node answers and is ready",
      "1:one does not answer, or is not ready",
      "2:wrong usage",
      "69:the server could not be reached",
      "70:the answer was not Penstock's"
    },
    footer = {"", "Example:", "  penstock nodes", "  penstock nodes --json"})
public final class NodesCommand extends AdminAsking {
  public NodesCommand() {
    this(Terminal::detect);
  }

  NodesCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    String answer = client.get("/admin/v1/nodes");
    List<JsonObject> nodes = nodes(client, answer);
    if (json()) {
      out().println(answer);
    } else {
      show(nodes);
    }
    return nodes.stream().allMatch(NodesCommand::isReady) ? done() : ExitCode.REFUSED;
  }

  private static List<JsonObject> nodes(AdminClient client, String answer) throws CommandFailed {
    try {
      return new JsonArray(answer).stream().map(JsonObject.class::cast).toList();
    } catch (DecodeException | ClassCastException notThat) {
      throw client.notOurs("it answered something else than a list of nodes");
    }
  }

  private void show(List<JsonObject> nodes) {
    Table table =
        Table.of(List.of("name", "state", "roles", "version", "since", "sinks", "red", "amber"));
    nodes.forEach(node -> table.row(row(node)));
    print(table);
  }

  /** Of a node that does not answer only the name is known. */
  private static List<Object> row(JsonObject node) {
    return List.of(
        node.getString("name", ""),
        state(node),
        names(node, "roles"),
        node.getString("version", ""),
        node.getString("started", ""),
        names(node, "sinks"),
        names(node, "red"),
        names(node, "amber"));
  }

  private static String state(JsonObject node) {
    if (!answers(node)) {
      return "does not answer";
    }
    return isReady(node) ? "ready" : "not ready";
  }

  private static boolean answers(JsonObject node) {
    return node.getBoolean("answers", false);
  }

  private static boolean isReady(JsonObject node) {
    return answers(node) && node.getBoolean("ready", false);
  }

  private static String names(JsonObject node, String key) {
    return node.getJsonArray(key, new JsonArray()).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
