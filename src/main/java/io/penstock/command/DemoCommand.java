package io.penstock.command;

import io.penstock.Node;
import io.penstock.ServerConfig;
import io.penstock.command.client.ExitCode;
import io.penstock.command.demo.SeveralNodes;
import io.penstock.config.Configuration;
import io.penstock.config.Unusable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything in one process, to be tried. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts everything in one process: the HTTP door, a real Kafka broker, and DuckDB as the"
          + " sink.",
      "What it keeps stays in the data folder and is there again at the next start.",
      "",
      "With --nodes 3 there are three processes that work as one: this one, which alone holds the"
          + " broker, the control database and DuckDB, and two more that live no longer than it."
          + " They listen 10 and 20 ports above it and log to node-2/penstock.log and so on in the"
          + " data folder. What is printed then says how to kill one and see the others go on."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "the data folder; default: ${DEFAULT-VALUE}")
  private Path data = Path.of("data");

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "where events are posted; default: ${DEFAULT-VALUE}")
  private int httpPort;

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      defaultValue = "8081",
      description = "where questions are answered; default: ${DEFAULT-VALUE}")
  private int adminPort;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "so many nodes, 1 to "
              + SeveralNodes.NODES_MAX
              + ", each a process of its own; default: ${DEFAULT-VALUE}")
  private int nodes = 1;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "sets one key, as for start; on every node")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--training",
      hidden = true,
      description = "a cluster also of one node, and one that no variable around it configures")
  private boolean training;

  @Option(
      names = "--until-stdin-ends",
      hidden = true,
      description = "stops in order, too, when nobody holds its standard input any more")
  private boolean untilStdinEnds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (nodes < 1 || nodes > SeveralNodes.NODES_MAX) {
      throw new ParameterException(
          spec.commandLine(),
          "--nodes: %d is not between 1 and %d".formatted(nodes, SeveralNodes.NODES_MAX));
    }
    try {
      return nodes > 1 || training ? several() : one();
    } catch (Unusable unusable) {
      System.err.println(unusable.getMessage());
      return ExitCode.CONFIG;
    } catch (IllegalStateException fault) {
      System.err.println("The demo did not start: " + fault.getMessage());
      System.err.println(
          "If a port is taken, choose others: penstock demo --http-port 8090 --admin-port 8091");
      return ExitCode.UNAVAILABLE;
    }
  }

  private int several() {
    Map<String, String> surroundings = training ? Map.of() : System.getenv();
    var several =
        new SeveralNodes(home(), nodes, data, httpPort, adminPort, settings, surroundings);
    if (!several.keysNotToSet().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--set: with --nodes the demo itself sets " + several.keysNotToSet());
    }
    return several.run(stopSignal()::await);
  }

  private int one() {
    Configuration configuration =
        Configuration.load(
            home().resolve("conf").resolve("demo.yaml"), System.getenv(), allSettings());
    ServerConfig config = ServerConfig.read(configuration);
    configuration.finish();
    return run(config, configuration.yaml());
  }

  private static Path home() {
    return Path.of(System.getProperty("penstock.home", "."));
  }

  private List<String> allSettings() {
    List<String> all = new ArrayList<>();
    all.add("node.data-dir=" + data);
    all.add("ingest.http.port=" + httpPort);
    all.add("admin.port=" + adminPort);
    all.addAll(settings);
    return all;
  }

  private int run(ServerConfig config, String configuration) {
    long began = System.nanoTime();
    StopSignal stop = stopSignal();
    System.out.println(
        "Starting the broker and the server, data in "
            + config.dataDir().toAbsolutePath()
            + " ...");
    try (Node node = Node.start(config, configuration, Clock.systemUTC())) {
      System.out.print(
          DemoText.of(config, node.bootstrapServers(), (System.nanoTime() - began) / 1_000_000));
      stop.await();
      System.out.println(
          "Stopping. What was accepted is kept, and is there again at the next start.");
      return ExitCode.DONE;
    }
  }

  private StopSignal stopSignal() {
    var stop = StopSignal.install();
    if (untilStdinEnds) {
      stop.comesAtTheEndOf(System.in);
    }
    return stop;
  }
}
