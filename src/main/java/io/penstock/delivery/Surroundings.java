package io.penstock.delivery;

import io.penstock.event.Stream;
import io.penstock.log.LogConfig;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.SinkState;
import io.penstock.sink.Sink;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** What a stay in the group is given; the same for every stay of one sink. */
record Surroundings(
    DeliveryConfig config,
    LogConfig log,
    Map<String, Stream> streamsByTopic,
    Sink sink,
    String member,
    String component,
    String tenantOtherwise,
    Health health,
    Meters.Delivery meters,
    SinkState state,
    Clock clock,
    Consumer<Settled> settled) {}
