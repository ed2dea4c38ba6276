package io.penstock.cluster;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.config.Configuration;
import io.penstock.fixture.Ports;
import io.penstock.observability.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;

/** Two nodes of one cluster. */
record TwoNodes(HazelcastCluster one, HazelcastCluster other) implements AutoCloseable {
  static TwoNodes join() {
    List<Integer> ports = List.of(Ports.free(), Ports.free(), Ports.free(), Ports.free());
    return new TwoNodes(node("a", ports, 0), node("b", ports, 2));
  }

  private static HazelcastCluster node(String name, List<Integer> ports, int port) {
    var configuration =
        Configuration.withoutFile(
            Map.of(),
            List.of(
                "cluster.enabled=true",
                "cluster.name=maps-" + ports.getFirst(),
                "cluster.port=" + ports.get(port),
                "cluster.bus-port=" + ports.get(port + 1),
                "cluster.members=127.0.0.1:" + ports.getFirst()));
    ClusterConfig config = ClusterConfig.read(configuration.root().section("cluster"));
    var options = new VertxOptions().setEventBusOptions(HazelcastCluster.bus(config));
    return HazelcastCluster.join(
        config,
        name,
        Vertx.builder().with(options),
        new Meters(new SimpleMeterRegistry(), "1").cluster());
  }

  @Override
  public void close() {
    one.vertx().close().await();
    other.vertx().close().await();
  }
}
