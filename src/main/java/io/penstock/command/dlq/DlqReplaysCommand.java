package io.penstock.command.dlq;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows how far replays are, and stops one. */
@Command(
    name = "replays",
    description = "Shows how far replays are, and what became of their dead letters; stops one.",
    footer = {
      "",
      "Example:",
      "  penstock dlq replays",
      "  penstock dlq replays 019c4f1e2a3b-7f2e --stop"
    })
public final class DlqReplaysCommand extends AdminAsking {
  @Parameters(paramLabel = "ID", arity = "0..1", description = "One replay; all without.")
  private String id = "";

  @Option(
      names = "--stop",
      description = "Send no more of it. What was not sent yet is as it was before.")
  private boolean stop;

  @Option(
      names = "--who",
      paramLabel = "NAME",
      defaultValue = "${env:PENSTOCK_WHO:-${sys:user.name}}",
      description = "Who stops it. Else PENSTOCK_WHO, else the user of this machine.")
  private String who = "";

  public DlqReplaysCommand() {
    this(Terminal::detect);
  }

  DlqReplaysCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    if (stop) {
      stop(client);
    } else if (id.isEmpty()) {
      list(client);
    } else {
      show(client);
    }
    return done();
  }

  private void stop(AdminClient client) throws CommandFailed, InterruptedException {
    if (id.isEmpty()) {
      throw new ParameterException(spec().commandLine(), "Which replay? Its ID is missing.");
    }
    String answer =
        client.post(
            "/admin/v1/replays/" + AdminClient.segment(id) + "/stop",
            new JsonObject().put("who", who));
    out()
        .println(
            json()
                ? answer
                : "Stopped. %s not sent."
                    .formatted(Counted.letters(read(client, answer).getLong("letters", 0L))));
  }

  private void list(AdminClient client) throws CommandFailed, InterruptedException {
    String answer = client.get("/admin/v1/replays");
    if (json()) {
      out().println(answer);
      return;
    }
    JsonArray replays = read(client, answer).getJsonArray("replays", new JsonArray());
    if (replays.isEmpty()) {
      out().println("No replays yet.");
      return;
    }
    Table table =
        Table.of(
            List.of("id", "sink", "state", "letters", "sent", "missing", "rate", "who", "why"));
    replays.stream().map(JsonObject.class::cast).forEach(replay -> table.row(row(replay)));
    print(table);
  }

  private static List<Object> row(JsonObject replay) {
    return List.of(
        replay.getString("id", ""),
        replay.getString("sink", ""),
        replay.getString("state", ""),
        replay.getLong("letters", 0L),
        replay.getLong("sent", 0L),
        replay.getLong("missing", 0L),
        replay.getInteger("rate", 0),
        replay.getString("who", ""),
        replay.getString("why", ""));
  }

  private void show(AdminClient client) throws CommandFailed, InterruptedException {
    String answer = client.get("/admin/v1/replays/" + AdminClient.segment(id));
    if (json()) {
      out().println(answer);
      return;
    }
    Table table = Table.ofPairs();
    for (Map.Entry<String, Object> entry : read(client, answer)) {
      if (entry.getValue() != null) {
        table.row(List.of(entry.getKey(), entry.getValue().toString()));
      }
    }
    print(table);
  }
}
