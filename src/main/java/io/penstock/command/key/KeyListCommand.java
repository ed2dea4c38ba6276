package io.penstock.command.key;

import io.penstock.command.admin.AdminAsking;
import io.penstock.command.admin.Pages;
import io.penstock.command.client.AdminClient;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.terminal.Table;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows keys. */
@Command(
    name = "list",
    description = {
      "Shows keys: what they open, until when, and when they were last used, which is written down"
          + " every 10 s."
    },
    footer = {"", "Example:", "  penstock key list --tenant acme"})
public final class KeyListCommand extends AdminAsking {
  @Option(
      names = "--tenant",
      paramLabel = "ID",
      defaultValue = "",
      description = "Only this tenant's.")
  private String tenant = "";

  public KeyListCommand() {
    this(Terminal::detect);
  }

  KeyListCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    String of = tenant.isEmpty() ? "" : "?tenant=" + AdminClient.segment(tenant);
    JsonArray keys = Pages.of(client, "/admin/v1/keys" + of, "keys");
    if (json()) {
      out().println(new JsonObject().put("keys", keys).encode());
    } else if (keys.isEmpty()) {
      out().println("There are no keys. Make one with: penstock key create --tenant ID");
    } else {
      show(keys);
    }
    return done();
  }

  private void show(JsonArray keys) {
    Table table =
        Table.of(List.of("id", "tenant", "state", "scopes", "signed", "expires", "last used"));
    keys.stream().map(JsonObject.class::cast).forEach(key -> table.row(row(key)));
    print(table);
  }

  private static List<Object> row(JsonObject key) {
    return List.of(
        key.getString("id", ""),
        key.getString("tenant", ""),
        key.getString("state", ""),
        key.getJsonArray("scopes", new JsonArray()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ")),
        key.getBoolean("signed", false) ? "yes" : "no",
        orNever(key.getString("expiresAt", "")),
        orNever(key.getString("lastUsedAt", "")));
  }

  private static String orNever(String time) {
    return time.isEmpty() ? "never" : time;
  }
}
