package io.penstock.command.dlq;

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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Lists dead letters. */
@Command(
    name = "list",
    description = "Lists dead letters, the newest first.",
    footer = {"", "Example:", "  penstock dlq list --sink postgres --class refused --since 2h"})
public final class DlqListCommand extends AdminAsking {
  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many, 1 to 1000. Default: 50.")
  private int limit;

  @Option(
      names = "--skip",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave out so many.")
  private int skip;

  public DlqListCommand() {
    this(Terminal::detect);
  }

  DlqListCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    if (selection.namesIds()) {
      throw new ParameterException(
          spec().commandLine(), "list takes filters; for one dead letter: penstock dlq view ID");
    }
    String answer =
        client.get(
            "/admin/v1/dead-letters?limit=%d&skip=%d&%s"
                .formatted(limit, skip, selection.parameters()));
    if (json()) {
      out().println(answer);
    } else {
      print(read(client, answer));
    }
    return done();
  }

  private void print(JsonObject answer) {
    JsonArray letters = answer.getJsonArray("letters", new JsonArray());
    long total = answer.getLong("total", 0L);
    Table table = Table.of(List.of("id", "died", "state", "class", "code", "type", "reason"));
    letters.stream().map(JsonObject.class::cast).forEach(letter -> table.row(row(letter)));
    if (!letters.isEmpty()) {
      print(table);
      out().println();
    }
    out()
        .println(
            letters.size() < total
                ? "%s, %d shown: narrow the filters, or go on with --skip %d"
                    .formatted(Counted.letters(total), letters.size(), skip + letters.size())
                : Counted.letters(total));
  }

  private static List<String> row(JsonObject letter) {
    JsonObject error = letter.getJsonObject("error", new JsonObject());
    return List.of(
        letter.getString("id", ""),
        letter.getString("diedAt", ""),
        letter.getString("state", ""),
        error.getString("class", ""),
        error.getString("code", ""),
        letter.getString("type", ""),
        error.getString("message", ""));
  }
}
