package io.penstock.cluster;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.config.Configuration;
import io.penstock.fixture.Ports;
import io.penstock.observability.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The map of two nodes. */
class HazelcastMapIT extends SharedMapContract {
  private static final List<Integer> PORTS =
      List.of(Ports.free(), Ports.free(), Ports.free(), Ports.free());
  private static HazelcastCluster one;
  private static HazelcastCluster other;

  @BeforeAll
  static void join() {
    one = node("a", 0);
    other = node("b", 2);
  }

  @AfterAll
  static void leave() {
    await(one.vertx().close());
    await(other.vertx().close());
  }

  private static HazelcastCluster node(String name, int port) {
    var configuration =
        Configuration.withoutFile(
            Map.of(),
            List.of(
                "cluster.enabled=true",
                "cluster.name=maps-" + PORTS.getFirst(),
                "cluster.port=" + PORTS.get(port),
                "cluster.bus-port=" + PORTS.get(port + 1),
                "cluster.members=127.0.0.1:" + PORTS.getFirst()));
    ClusterConfig config = ClusterConfig.read(configuration.root().section("cluster"));
    var options = new VertxOptions().setEventBusOptions(HazelcastCluster.bus(config));
    return HazelcastCluster.join(
        config,
        name,
        Vertx.builder().with(options),
        new Meters(new SimpleMeterRegistry(), "1").cluster());
  }

  @Override
  SharedMap one() {
    return one.map("retry.slots");
  }

  @Override
  SharedMap other() {
    return other.map("retry.slots");
  }

  /** Hazelcast goes by the machine's clock; what is asked for after it is asked for again. */
  @Override
  void pass(Duration time) {}
}
