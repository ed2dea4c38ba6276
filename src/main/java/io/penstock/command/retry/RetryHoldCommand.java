package io.penstock.command.retry;

import io.penstock.command.terminal.Terminal;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Holds retry tiers. */
@Command(
    name = "hold",
    description =
        "Holds retry tiers: nothing in them moves until they are released, over restarts too.",
    footer = {
      "",
      "Example:",
      "  penstock retry hold --sink postgres --tier 30s --why 'until the index is there'"
    })
public final class RetryHoldCommand extends RetryActing {
  public RetryHoldCommand() {
    this(Terminal::detect);
  }

  RetryHoldCommand(Supplier<Terminal> terminal) {
    super("hold", "held", FOLLOWS, terminal);
  }
}
