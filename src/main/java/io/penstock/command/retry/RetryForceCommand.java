package io.penstock.command.retry;

import io.penstock.command.client.ExitCode;
import io.penstock.command.terminal.Terminal;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Forces retry tiers. */
@Command(
    name = "force",
    description =
        "Makes all that waits in retry tiers now due at once, also where they are held or paused."
            + " What comes later waits as always.",
    footer = {"", "Example:", "  penstock retry force --sink postgres --tier 1h"})
public final class RetryForceCommand extends RetryActing {
  public RetryForceCommand() {
    this(Terminal::detect);
  }

  RetryForceCommand(Supplier<Terminal> terminal) {
    super("force", "due at once", "it does not follow by itself: repeat the command", terminal);
  }

  /** What was not heard is written nowhere. */
  @Override
  protected int exitCode(List<String> silent) {
    return silent.isEmpty() ? done() : ExitCode.REFUSED;
  }
}
