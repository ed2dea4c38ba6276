package io.penstock.command.dlq;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything about dead letters. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = {
      "Shows dead letters, and does with them what you decide.",
      "",
      "An event that a sink can never take is set aside as a dead letter: with the reason, with the"
          + " bytes that were sent, for this one sink. It is new until somebody replays it, says"
          + " that it is resolved, or discards it."
    },
    footer = {
      "",
      "Example, from the first look to the end:",
      "  penstock dlq list --sink postgres --since 2h",
      "  penstock dlq view 'postgres~orders~3:17'",
      "  penstock dlq replay --sink postgres --class refused --dry-run",
      "  penstock dlq replay --sink postgres --class refused --why 'column was widened'"
    },
    subcommands = {
      DlqListCommand.class,
      DlqViewCommand.class,
      DlqReplayCommand.class,
      DlqReplaysCommand.class,
      DlqResolveCommand.class,
      DlqDiscardCommand.class,
      DlqRebuildCommand.class
    })
public final class DlqCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }
}
