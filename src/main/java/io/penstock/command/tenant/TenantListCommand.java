package io.penstock.command.tenant;

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

/** Shows all tenants. */
@Command(
    name = "list",
    description = "Shows all tenants.",
    footer = {"", "Example:", "  penstock tenant list --json"})
public final class TenantListCommand extends AdminAsking {
  public TenantListCommand() {
    this(Terminal::detect);
  }

  TenantListCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected int ask(AdminClient client) throws CommandFailed, InterruptedException {
    JsonArray tenants = Pages.of(client, "/admin/v1/tenants", "tenants");
    if (json()) {
      out().println(new JsonObject().put("tenants", tenants).encode());
    } else if (tenants.isEmpty()) {
      out().println("There are no tenants. Make one with: penstock tenant create --id acme");
    } else {
      show(tenants);
    }
    return done();
  }

  private void show(JsonArray tenants) {
    Table table = Table.of(List.of("id", "name", "tier", "state", "streams", "networks", "limits"));
    tenants.stream().map(JsonObject.class::cast).forEach(tenant -> table.row(row(tenant)));
    print(table);
  }

  private static List<Object> row(JsonObject tenant) {
    return List.of(
        tenant.getString("id", ""),
        tenant.getString("name", ""),
        tenant.getString("tier", ""),
        tenant.getString("state", ""),
        joined(tenant.getJsonArray("streams", new JsonArray())),
        joined(tenant.getJsonArray("networks", new JsonArray())),
        joined(tenant.getJsonObject("limits", new JsonObject())));
  }

  /** What is held to something, and to what. */
  static String joined(JsonObject limits) {
    return limits.stream()
        .map(limit -> limit.getKey() + " " + limit.getValue())
        .collect(Collectors.joining(", "));
  }

  static String joined(JsonArray texts) {
    return texts.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
