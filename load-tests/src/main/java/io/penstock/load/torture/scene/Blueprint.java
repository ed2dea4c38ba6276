package io.penstock.load.torture.scene;

import io.penstock.load.process.Front;
import io.penstock.load.process.OpenSearchServer;
import io.penstock.load.process.Ports;
import io.penstock.load.process.Topics;
import io.penstock.load.torture.proxy.Proxy;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the configuration of each node of a scene, and opens the proxies that it names. */
final class Blueprint {
  private final Ground ground;
  private final String run;
  private final Setup setup;
  private final Optional<OpenSearchServer> openSearch;
  private final Proxies proxies;
  private final Members members;

  Blueprint(
      Ground ground,
      String run,
      Setup setup,
      Optional<OpenSearchServer> openSearch,
      Proxies proxies) {
    this.ground = ground;
    this.run = run;
    this.setup = setup;
    this.openSearch = openSearch;
    this.proxies = proxies;
    this.members =
        Members.of(
            run, IntStream.range(0, ground.lineup().nodes()).mapToObj(ground::quarters).toList());
  }

  /** What is before the broker, or before a sink, of one node. */
  static String proxyOf(Lineup lineup, int node, String behind) {
    return lineup == Lineup.ALONE ? behind : "%s to %s".formatted(Scene.nameOf(node), behind);
  }

  /** Everything but the node's own addresses; opens the proxies. */
  String sections(int node) {
    String shared =
        """
        log: {bootstrap-servers: "%s", partitions: %d, replication-factor: %d}
        streams: {%s: %s}
        sinks: {%s}
        """
            .formatted(
                bootstrapServers(node),
                Topics.PARTITIONS,
                ground.lineup().brokers(),
                run,
                setup.stream(),
                setup.sinks().stream()
                    .map(sink -> sink.yaml(run, urlFor(sink, node)))
                    .collect(Collectors.joining(", ")));
    return shared + (ground.lineup() == Lineup.ALONE ? "" : together(node)) + setup.more();
  }

  private String together(int node) {
    return """
    control: {url: "%s", user: postgres}
    """
            .formatted(postgresUrl(node, Scene.CONTROL))
        + members.yaml(node);
  }

  private String bootstrapServers(int node) {
    return ground.brokers().fronts(node).stream()
        .map(front -> throughProxy(node, front))
        .collect(Collectors.joining(","));
  }

  private String throughProxy(int node, Front front) {
    String outside = ground.quarters(node).outside();
    open(node, Scene.BROKER, front.proxyPort(), front.port());
    return outside + ":" + front.proxyPort();
  }

  private String urlFor(Sink sink, int node) {
    return switch (sink) {
      case Sink.Postgres _ -> postgresUrl(node, sink.name());
      case Sink.ClickHouse _ ->
          httpUrl(node, sink.name(), ground.clickHouse().orElseThrow().port());
      case Sink.OpenSearch _ -> httpUrl(node, sink.name(), openSearch.orElseThrow().port());
      case Sink.DuckDb _, Sink.Blackhole _ -> "";
    };
  }

  private String httpUrl(int node, String name, int target) {
    int port = Ports.free();
    open(node, name, port, target);
    return "http://%s:%d".formatted(ground.quarters(node).outside(), port);
  }

  private String postgresUrl(int node, String name) {
    int port = Ports.free();
    open(node, name, port, ground.postgres().port());
    return ground
        .postgres()
        .url()
        .replaceFirst("//[^/]*/", "//%s:%d/".formatted(ground.quarters(node).outside(), port));
  }

  private void open(int node, String behind, int port, int target) {
    String name = proxyOf(ground.lineup(), node, behind);
    long seed = setup.seed() + (behind.equals(Scene.BROKER) ? 0 : behind.hashCode()) + node;
    proxies.add(name, Proxy.open(ground.quarters(node).outside(), port, target, seed));
  }
}
