package io.penstock.command.tenant;

import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a tenant. */
@Command(
    name = "create",
    description = "Makes a tenant. It can send as soon as it has a key.",
    footer = {
      "",
      "Example:",
      "  penstock tenant create --id acme --name 'Acme Ltd' --tier paid --stream orders"
    })
public final class TenantCreateCommand extends TenantActing {
  @Option(
      names = "--id",
      required = true,
      paramLabel = "ID",
      description =
          "What it is called: 1 to 64 letters, digits, dots, dashes or underscores. Tenants that"
              + " send analytics events have a UUID, as their events name it.")
  private String id = "";

  public TenantCreateCommand() {
    this(Terminal::detect);
  }

  TenantCreateCommand(Supplier<Terminal> terminal) {
    super("made", terminal);
  }

  @Override
  protected String path() {
    return "/admin/v1/tenants";
  }

  @Override
  protected JsonObject wish() {
    return super.wish().put("id", id);
  }
}
