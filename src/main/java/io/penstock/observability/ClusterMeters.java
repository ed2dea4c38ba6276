package io.penstock.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a node counts of its dealings with others: none of it is an event's. */
public final class ClusterMeters {
  private final MeterRegistry registry;

  ClusterMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A node was asked something; {@code outcome} is answered, refused or silent. */
  public void asked(String outcome) {
    Counter.builder("penstock.cluster.requests")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** A shared map was asked or changed; {@code outcome} is answered, or late: not in time. */
  public void operation(String map, String outcome) {
    Counter.builder("penstock.cluster.map.operations")
        .tag("map", map)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}
