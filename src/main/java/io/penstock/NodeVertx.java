package io.penstock;

import io.penstock.bus.LocalCodec;
import io.penstock.cluster.Alone;
import io.penstock.cluster.Cluster;
import io.penstock.cluster.HazelcastCluster;
import io.penstock.observability.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Clock;

/** Vert.x as a node has it, and the nodes it is in touch with. */
record NodeVertx(Vertx vertx, Cluster cluster) {

  /**
   * Joins the cluster where there is one; that may take seconds.
   *
   * @throws IllegalStateException with a sentence for people, where it cannot be joined
   */
  static NodeVertx make(ServerConfig config, Meters meters, int eventLoops, Clock clock) {
    VertxBuilder builder =
        Vertx.builder()
            .with(options(eventLoops).setEventBusOptions(HazelcastCluster.bus(config.cluster())))
            .withMetrics(new MicrometerMetricsFactory(meters.registry()));
    NodeVertx made =
        config.cluster().isEnabled()
            ? joined(
                HazelcastCluster.join(
                    config.cluster(), config.nodeName(), builder, meters.cluster()))
            : new NodeVertx(builder.build(), new Alone(config.nodeName(), clock));
    EventBus bus = made.vertx().eventBus();
    bus.registerCodec(new LocalCodec());
    // between nodes there is JSON, and nothing that would be made an object of a class by its name
    bus.serializableChecker(name -> false);
    bus.clusterSerializableChecker(name -> false);
    return made;
  }

  private static NodeVertx joined(HazelcastCluster cluster) {
    return new NodeVertx(cluster.vertx(), cluster);
  }

  private static VertxOptions options(int eventLoops) {
    return new VertxOptions()
        .setEventLoopPoolSize(eventLoops)
        .setPreferNativeTransport(true)
        .setFileSystemOptions(noCopies())
        .setMetricsOptions(metrics());
  }

  /** A node reads no files from its jar, and a killed one would leave a folder for them behind. */
  private static FileSystemOptions noCopies() {
    return new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
  }

  /** What passes the door and the bus is counted by the door itself, once a request. */
  private static MicrometerMetricsOptions metrics() {
    return new MicrometerMetricsOptions()
        .setEnabled(true)
        .setJvmMetricsEnabled(true)
        .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
        .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER);
  }
}
