package io.penstock.command;

import io.penstock.ServerConfig;
import io.penstock.command.client.ExitCode;
import io.penstock.config.Configuration;
import io.penstock.config.Unusable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows configurations. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Shows the configuration in force.",
    subcommands = ConfigCommand.Show.class)
final class ConfigCommand {

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Prints every key with the value in force and where it comes from, as YAML.",
        "Secrets are hidden."
      })
  static final class Show implements Callable<Integer> {
    @Mixin private final ConfigOptions options = new ConfigOptions();

    @Override
    public Integer call() {
      try {
        Configuration configuration = options.load();
        ServerConfig.read(configuration);
        System.out.print(configuration.yaml());
        configuration.finish();
        return ExitCode.DONE;
      } catch (Unusable unusable) {
        System.err.println(unusable.getMessage());
        return ExitCode.CONFIG;
      }
    }
  }
}
