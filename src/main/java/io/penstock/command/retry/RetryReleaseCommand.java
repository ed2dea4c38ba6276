package io.penstock.command.retry;

import io.penstock.command.terminal.Terminal;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Releases retry tiers. */
@Command(
    name = "release",
    description = "Releases retry tiers that are held: what is due moves at once.",
    footer = {"", "Example:", "  penstock retry release --sink postgres"})
public final class RetryReleaseCommand extends RetryActing {
  public RetryReleaseCommand() {
    this(Terminal::detect);
  }

  RetryReleaseCommand(Supplier<Terminal> terminal) {
    super("release", "released", FOLLOWS, terminal);
  }
}
