package io.penstock.command;

import io.penstock.Node;
import io.penstock.ServerConfig;
import io.penstock.command.client.ExitCode;
import io.penstock.config.Configuration;
import io.penstock.config.Unusable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether a node would start with a configuration. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a configuration without starting anything: every problem at once.",
      "Asks the log too, unless --offline."
    })
final class CheckCommand implements Callable<Integer> {
  /** Replaced by the one in use. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final ConfigOptions options = new ConfigOptions();

  @Option(names = "--offline", description = "reads the configuration and asks nobody")
  private boolean offline;

  @Override
  public Integer call() {
    try {
      Configuration configuration = options.load();
      ServerConfig config = ServerConfig.read(configuration);
      configuration.finish();
      return report(offline ? List.of() : Node.check(config), config);
    } catch (Unusable unusable) {
      spec.commandLine().getErr().println(unusable.getMessage());
      return ExitCode.CONFIG;
    }
  }

  private int report(List<String> problems, ServerConfig config) {
    if (problems.isEmpty()) {
      spec.commandLine()
          .getOut()
          .printf(
              "The configuration can be used: %d stream(s), %d sink(s).%n",
              config.streams().size(), config.sinks().size());
      return ExitCode.DONE;
    }
    problems.forEach(spec.commandLine().getErr()::println);
    return ExitCode.UNAVAILABLE;
  }
}
