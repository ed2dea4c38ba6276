package io.penstock.command.key;

import io.penstock.command.client.AdminClient;
import io.penstock.command.client.DurationConverter;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces a key. */
@Command(
    name = "rotate",
    description =
        "Makes a key that opens the same, and shows it this once. The old one goes on for a while,"
            + " so that senders can change over.",
    footer = {"", "Example:", "  penstock key rotate 4fT0mQ2b --overlap 24h"})
public final class KeyRotateCommand extends KeyIssuing {
  @Parameters(paramLabel = "KEY-ID", description = "The id of the old one.")
  private String id = "";

  @Option(
      names = "--overlap",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = DurationConverter.class,
      description = "For how long the old one goes on; default: ${DEFAULT-VALUE}.")
  private Duration overlap = Duration.ofDays(1);

  public KeyRotateCommand() {
    this(Terminal::detect);
  }

  KeyRotateCommand(Supplier<Terminal> terminal) {
    super(terminal);
  }

  @Override
  protected String path() {
    return "/admin/v1/keys/" + AdminClient.segment(id) + "/rotate";
  }

  @Override
  protected JsonObject wish() {
    return new JsonObject().put("overlapSeconds", overlap.toSeconds());
  }
}
