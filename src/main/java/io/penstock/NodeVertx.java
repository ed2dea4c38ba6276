package io.penstock;

import io.micrometer.core.instrument.MeterRegistry;
import io.penstock.bus.LocalCodec;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** Vert.x as a node has it. */
final class NodeVertx {
  private NodeVertx() {}

  static Vertx make(MeterRegistry registry, int eventLoops) {
    Vertx vertx =
        Vertx.builder()
            .with(options(eventLoops))
            .withMetrics(new MicrometerMetricsFactory(registry))
            .build();
    vertx.eventBus().registerCodec(new LocalCodec());
    return vertx;
  }

  private static VertxOptions options(int eventLoops) {
    return new VertxOptions()
        .setEventLoopPoolSize(eventLoops)
        .setPreferNativeTransport(true)
        .setMetricsOptions(metrics());
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
