package io.penstock.command.tenant;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything about tenants. */
@Command(
    name = "tenant",
    mixinStandardHelpOptions = true,
    description = {
      "Makes, changes and lists tenants: those whose events they are.",
      "",
      "A tenant's keys say who sends, so nobody can send in another's name. All nodes know of a"
          + " change within 5 s."
    },
    footer = {
      "",
      "Example:",
      "  penstock tenant create --id acme --name 'Acme Ltd' --tier paid",
      "  penstock key create --tenant acme",
      "  penstock tenant update acme --network 198.51.100.0/24",
      "  penstock tenant update acme --limit events-per-second=500 --limit bytes-per-day=10GB",
      "  penstock tenant update acme --state suspended --why 'unpaid since March'"
    },
    subcommands = {TenantCreateCommand.class, TenantUpdateCommand.class, TenantListCommand.class})
public final class TenantCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }
}
