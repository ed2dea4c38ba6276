package io.penstock.command;

import io.penstock.config.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from; the same for every command that reads it. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "the configuration; conf/penstock.yaml of this distribution is the reference")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "sets one key, such as --set ingest.http.port=8090; wins over the file and PENSTOCK__…"
              + " variables")
  private List<String> settings = new ArrayList<>();

  Configuration load() {
    return file == null
        ? Configuration.withoutFile(System.getenv(), settings)
        : Configuration.load(file, System.getenv(), settings);
  }
}
