package io.penstock.command.audit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything about the audit trail. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the audit trail, and proves that nobody changed it.",
      "",
      "Whatever people change is recorded in the same transaction: what cannot be recorded does not"
          + " happen. Who was not let in is there as a sample, with how often. Each record has a"
          + " hash over itself and the hash of the one before it. The topic penstock.audit has a"
          + " copy of all."
    },
    footer = {
      "",
      "Example:",
      "  penstock audit list --since 24h",
      "  penstock audit list --tenant acme --action keys",
      "  penstock audit verify"
    },
    subcommands = {AuditListCommand.class, AuditVerifyCommand.class})
public final class AuditCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }
}
