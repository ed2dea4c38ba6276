package io.penstock.delivery;

import io.penstock.event.Stream;
import io.penstock.log.GroupReader;
import io.penstock.log.LetterBox;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.SinkState;
import io.penstock.sink.Circuit;
import io.penstock.sink.Sink;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a stay in the group is given; the same for every stay of one sink.
 *
 * @param writers has batches written beside the steps
 */
record Surroundings(
    DeliveryConfig config,
    GroupReader.Factory log,
    LetterBox letterBox,
    Circuit circuit,
    Writers writers,
    Map<String, Stream> streamsByTopic,
    Sink sink,
    String component,
    String tenantOtherwise,
    Health health,
    Meters.Delivery meters,
    SinkState state,
    Clock clock,
    Consumer<Settled> settled) {}
