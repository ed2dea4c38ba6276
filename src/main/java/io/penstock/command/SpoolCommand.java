package io.penstock.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at what waits on disk for the log, and mends it. */
@Command(
    name = "spool",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at the events that wait on a node's disk for the log, and mends their files.",
      "",
      "A node drains its spool by itself when the log is back, and starts whatever became of the"
          + " files; nobody needs these commands for that. They work on the folder, without the"
          + " node: to see what waits, to mend damage before it is drained, or to take events to"
          + " another place."
    },
    subcommands = {
      SpoolInspectCommand.class,
      SpoolRepairCommand.class,
      SpoolExportCommand.class,
    })
final class SpoolCommand implements Runnable {
  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command: inspect, repair or export?");
  }
}
