package io.penstock.command.retry;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything about retries. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Shows events that wait to be tried again, and holds, releases or forces them.",
      "",
      "An event that a sink wants later waits in a retry tier, in which all wait equally long. When"
          + " its time has come it goes to the sink's inbox, unless the sink is held, far behind,"
          + " or you hold the tier."
    },
    footer = {
      "",
      "Example:",
      "  penstock retry list",
      "  penstock retry hold --sink postgres --tier 30s --why 'until the index is there'",
      "  penstock retry release --sink postgres",
      "  penstock retry force --sink postgres --dry-run"
    },
    subcommands = {
      RetryListCommand.class,
      RetryHoldCommand.class,
      RetryReleaseCommand.class,
      RetryForceCommand.class
    })
public final class RetryCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }
}
