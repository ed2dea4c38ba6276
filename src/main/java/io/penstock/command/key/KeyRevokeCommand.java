package io.penstock.command.key;

import io.penstock.command.admin.AdminActing;
import io.penstock.command.client.AdminClient;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Revokes a key. */
@Command(
    name = "revoke",
    description =
        "Revokes a key, for good. Nodes that answer refuse it at once, all others within 5 s of"
            + " their reaching the control database.",
    footer = {"", "Example:", "  penstock key revoke 4fT0mQ2b --why 'was in a public repository'"})
public final class KeyRevokeCommand extends AdminActing {
  @Parameters(paramLabel = "KEY-ID", description = "Its id, as 'penstock key list' shows it.")
  private String id = "";

  public KeyRevokeCommand() {
    this(Terminal::detect);
  }

  KeyRevokeCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected String path() {
    return "/admin/v1/keys/" + AdminClient.segment(id) + "/revoke";
  }

  @Override
  protected JsonObject wish() {
    return new JsonObject();
  }

  @Override
  protected void tell(JsonObject answer) {
    JsonObject about = answer.getJsonObject("about", new JsonObject());
    String used = about.getString("lastUsedAt", "");
    out()
        .printf(
            "Key %s of tenant %s %s; it was %s.%n",
            about.getString("id"),
            about.getString("tenant"),
            isDryRun() ? "would be revoked" : "is revoked",
            used.isEmpty() ? "never used" : "last used at " + used);
  }
}
