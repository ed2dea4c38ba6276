package io.penstock.command.key;

import io.penstock.command.client.DurationConverter;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a key. */
@Command(
    name = "create",
    description = "Makes a key for a tenant, and shows it this once.",
    footer = {
      "",
      "Example:",
      "  penstock key create --tenant acme --expires-in 90d",
      "  penstock key create --tenant acme --signed --network 198.51.100.0/24",
      "  KEY=$(penstock key create --tenant acme --json | jq -r .key)"
    })
public final class KeyCreateCommand extends KeyIssuing {
  @Option(names = "--tenant", required = true, paramLabel = "ID", description = "Whose key it is.")
  private String tenant = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      split = ",",
      description =
          "What it opens: ingest, read, replay, admin; may be given again. Without any, ingest.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      split = ",",
      description =
          "From where it may be used, such as 198.51.100.0/24; may be given again. Without any,"
              + " from everywhere that its tenant's keys may.")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--expires-in",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "For how long it is good, such as 90d. Without it, until it is revoked.")
  private @Nullable Duration expiresIn;

  @Option(
      names = "--signed",
      description =
          "Requests with it must be signed, as Standard Webhooks does it, with a secret that is"
              + " shown beside the key.")
  private boolean signed;

  public KeyCreateCommand() {
    this(Terminal::detect);
  }

  KeyCreateCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected String path() {
    return "/admin/v1/keys";
  }

  @Override
  protected JsonObject wish() {
    var wish =
        new JsonObject()
            .put("tenant", tenant)
            .put("scopes", new JsonArray(scopes))
            .put("networks", new JsonArray(networks))
            .put("signed", signed);
    return expiresIn == null ? wish : wish.put("expiresInSeconds", expiresIn.toSeconds());
  }
}
