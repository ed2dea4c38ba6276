package io.penstock.command.demo;

import io.penstock.Node;
import io.penstock.ServerConfig;
import io.penstock.command.client.ExitCode;
import io.penstock.config.Configuration;
import io.penstock.config.Unusable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the demo as several processes: this one, which holds what all of them need, and others that
 * live no longer than this one.
 */
public final class SeveralNodes {
  public static final int NODES_MAX = 5;

  private final Path home;
  private final List<String> settings;
  private final Map<String, String> surroundings;
  private final Layout layout;
  private final Common common;

  /**
   * {@code home} is the folder of this distribution; {@code settings} are what a person has set, as
   * key=value, and hold for all nodes; {@code surroundings} are variables that may set more.
   */
  public SeveralNodes(
      Path home,
      int nodes,
      Path data,
      int httpPort,
      int adminPort,
      List<String> settings,
      Map<String, String> surroundings) {
    this.home = home;
    this.settings = settings;
    this.surroundings = surroundings;
    this.layout = Layout.of(nodes, data, httpPort, adminPort);
    this.common = Common.of(data);
  }

  /**
   * Returns the program's exit code when {@code stopped} has returned and all nodes have ended.
   *
   * @throws Unusable where the configuration is wrong
   * @throws IllegalStateException with a sentence for people, where a node does not start
   */
  public int run(Runnable stopped) {
    long began = System.nanoTime();
    checkPorts();
    Configuration configuration =
        Configuration.load(file(), environment(), settingsOf(layout.first()));
    ServerConfig config = ServerConfig.read(configuration);
    configuration.finish();
    System.out.printf(
        "Starting the broker and %d nodes, data in %s ...%n",
        layout.places().size(), common.data());
    try (var _ = new Ground(common);
        var node = Node.start(config, configuration.yaml(), Clock.systemUTC());
        var children = children()) {
      children.awaitReady();
      if (!children.all().isEmpty()) {
        System.out.print(
            SeveralText.of(
                config,
                layout,
                children.all(),
                node.bootstrapServers(),
                System.nanoTime() - began));
      }
      stopped.run();
      System.out.println(
          "Stopping all nodes. What was accepted is kept, and is there again at the next start.");
    }
    return ExitCode.DONE;
  }

  /** Keys of a person's settings that are not theirs to set: nodes would not find each other. */
  public List<String> keysNotToSet() {
    List<String> ours =
        Stream.of(layout.settings(), common.settings(), layout.first().settings())
            .flatMap(List::stream)
            .map(SeveralNodes::keyOf)
            .toList();
    return settings.stream().map(SeveralNodes::keyOf).filter(ours::contains).toList();
  }

  private static String keyOf(String setting) {
    return setting.split("=", 2)[0].strip();
  }

  private void checkPorts() {
    List<String> problems = layout.problems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("; ", problems));
    }
  }

  private Path file() {
    return home.resolve("conf").resolve("demo.yaml");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(surroundings);
    environment.putAll(common.environment());
    return environment;
  }

  private List<String> settingsOf(Place place) {
    return Stream.of(settings, layout.settings(), common.settings(), place.settings())
        .flatMap(List::stream)
        .toList();
  }

  /** Where one of them cannot be started, those before it end too. */
  private Children children() {
    List<Child> children = new ArrayList<>();
    try {
      for (Place place : layout.others()) {
        children.add(Child.start(place, home, settingsOf(place), common.environment()));
      }
      return new Children(children, Children.STOP_SECONDS_MAX);
    } catch (RuntimeException fault) {
      new Children(children, Children.STOP_SECONDS_MAX).close();
      throw new IllegalStateException(String.valueOf(fault.getMessage()), fault);
    }
  }
}
