package io.penstock.command.key;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything about keys. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = {
      "Makes, replaces, revokes and lists the keys of tenants.",
      "",
      "A key is shown once, when it is made: Penstock keeps its hash alone. Its id, eight letters"
          + " and digits, is no secret: it stands in the metadata of each event."
    },
    footer = {
      "",
      "Example:",
      "  penstock key create --tenant acme",
      "  penstock key rotate 4fT0mQ2b --overlap 24h",
      "  penstock key revoke 4fT0mQ2b --why 'was in a public repository'",
      "  penstock key list --tenant acme"
    },
    subcommands = {
      KeyCreateCommand.class,
      KeyRotateCommand.class,
      KeyRevokeCommand.class,
      KeyListCommand.class
    })
public final class KeyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }
}
