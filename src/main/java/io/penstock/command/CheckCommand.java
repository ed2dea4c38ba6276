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
import picocli.CommandLine.Option;

/** Says whether a node would start with a configuration. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a configuration without starting anything: every problem at once.",
      "Asks the log and the sinks too, unless --offline."
    })
final class CheckCommand implements Callable<Integer> {
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
      System.err.println(unusable.getMessage());
      return ExitCode.CONFIG;
    }
  }

  private static int report(List<String> problems, ServerConfig config) {
    if (problems.isEmpty()) {
      System.out.printf(
          "The configuration can be used: %d stream(s), %d sink(s).%n",
          config.streams().size(), config.sinks().size());
      return ExitCode.DONE;
    }
    problems.forEach(System.err::println);
    return ExitCode.UNAVAILABLE;
  }
}
