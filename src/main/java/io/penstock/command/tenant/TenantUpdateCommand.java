package io.penstock.command.tenant;

import io.penstock.command.client.AdminClient;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a tenant. */
@Command(
    name = "update",
    description = "Changes a tenant; what is not named stays as it is.",
    footer = {
      "",
      "Example:",
      "  penstock tenant update acme --tier enterprise",
      "  penstock tenant update acme --network ''       (from everywhere again)"
    })
public final class TenantUpdateCommand extends TenantActing {
  @Parameters(paramLabel = "TENANT", description = "Its id.")
  private String id = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "active, or suspended: its requests are answered 403.")
  private Optional<String> state = Optional.empty();

  public TenantUpdateCommand() {
    this(Terminal::detect);
  }

  TenantUpdateCommand(Supplier<Terminal> terminal) {
    super("changed", terminal);
  }

  @Override
  protected String path() {
    return "/admin/v1/tenants/" + AdminClient.segment(id) + "/update";
  }

  @Override
  protected JsonObject wish() {
    JsonObject wish = super.wish();
    state.ifPresent(it -> wish.put("state", it));
    return wish;
  }
}
