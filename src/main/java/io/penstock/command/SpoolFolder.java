package io.penstock.command;

import io.penstock.ServerConfig;
import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.config.Configuration;
import io.penstock.config.Unusable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which spool is meant: the folder itself, or the configuration of its node. */
final class SpoolFolder {
  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "the spool's folder; else the one that --config names")
  private @Nullable Path dir;

  @Mixin private final ConfigOptions options = new ConfigOptions();

  Path path() throws CommandFailed {
    Path path = dir == null ? configured() : dir;
    if (!Files.isDirectory(path)) {
      throw new CommandFailed(
          ExitCode.NO_INPUT,
          "There is no folder " + path + ".",
          "Name the spool's folder with --dir, or its node's configuration with --config.");
    }
    return path;
  }

  private Path configured() throws CommandFailed {
    try {
      Configuration configuration = options.load();
      ServerConfig config = ServerConfig.read(configuration);
      configuration.finish();
      return config.spoolDir();
    } catch (Unusable unusable) {
      throw new CommandFailed(
          ExitCode.CONFIG, String.valueOf(unusable.getMessage()), "Or name the folder with --dir.");
    }
  }
}
