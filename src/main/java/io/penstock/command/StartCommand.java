package io.penstock.command;

import io.penstock.Node;
import io.penstock.ServerConfig;
import io.penstock.command.client.ExitCode;
import io.penstock.config.Configuration;
import io.penstock.config.Unusable;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a node and keeps it until a signal comes. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a node from a configuration file.",
      "",
      "The first SIGTERM or Ctrl-C stops it in order, within 30 seconds; a second one at once."
    })
final class StartCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(StartCommand.class);

  @Mixin private final ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--until-stdin-ends",
      hidden = true,
      description = "stops in order, too, when nobody holds its standard input any more")
  private boolean untilStdinEnds;

  @Override
  public Integer call() {
    try {
      Configuration configuration = options.load();
      ServerConfig config = ServerConfig.read(configuration);
      configuration.finish();
      return run(config, configuration.yaml());
    } catch (Unusable unusable) {
      System.err.println(unusable.getMessage());
      return ExitCode.CONFIG;
    }
  }

  private int run(ServerConfig config, String configuration) {
    var stop = StopSignal.install();
    if (untilStdinEnds) {
      stop.comesAtTheEndOf(System.in);
    }
    try (Node node = Node.start(config, configuration, Clock.systemUTC())) {
      LOG.atInfo()
          .addKeyValue("node", config.nodeName())
          .addKeyValue("log", node.bootstrapServers())
          .log("Events are taken on {}:{}", config.http().host(), config.http().port());
      stop.await();
      LOG.info("Stopping: finishing what is in hand");
      return ExitCode.DONE;
    } catch (IllegalStateException fault) {
      LOG.error("The node did not start: {}", fault.getMessage());
      return ExitCode.UNAVAILABLE;
    }
  }
}
