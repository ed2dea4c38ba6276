package io.penstock.command;

import io.penstock.command.audit.AuditCommand;
import io.penstock.command.cluster.CertificatesCommand;
import io.penstock.command.cluster.NodesCommand;
import io.penstock.command.dlq.DlqCommand;
import io.penstock.command.key.KeyCommand;
import io.penstock.command.retry.RetryCommand;
import io.penstock.command.tenant.TenantCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: without a subcommand it says which there are. */
@Command(
    name = "penstock",
    description = {
      "An event ingestion server: answered with 2xx means never lost, and once in every sink.",
      "",
      "Try it: @|bold penstock demo|@ starts everything in one process and says what to do next."
    },
    mixinStandardHelpOptions = true,
    versionProvider = PenstockVersion.class,
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      WarmUpCommand.class,
      CheckCommand.class,
      ConfigCommand.class,
      SendCommand.class,
      QueryCommand.class,
      SpoolCommand.class,
      DlqCommand.class,
      RetryCommand.class,
      TenantCommand.class,
      KeyCommand.class,
      AuditCommand.class,
      ReconcileCommand.class,
      NodesCommand.class,
      CertificatesCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done in part, or refused by the server",
      "2:the command line is wrong",
      "69:something that is needed is not there: a server, a broker, a port",
      "78:the configuration is wrong"
    })
public final class PenstockCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }
}
