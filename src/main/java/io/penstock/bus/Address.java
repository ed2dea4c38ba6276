package io.penstock.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.function.Consumer;

/** A place on the local bus that carries one kind of message; the wrong kind does not compile. */
public record Address<M extends Record>(String name) {
  private static final DeliveryOptions LOCAL =
      new DeliveryOptions()
          .setLocalOnly(true)
          .setCodecName(LocalCodec.NAME)
          .setTracingPolicy(TracingPolicy.IGNORE);

  /** A signal; nobody listening is fine. */
  public void publish(EventBus bus, M message) {
    bus.publish(name, message, LOCAL);
  }

  /** A hand-over; the future fails when nobody takes it. */
  public Future<Void> send(EventBus bus, M message) {
    return bus.<M>sender(name, LOCAL).write(message);
  }

  public MessageConsumer<M> listen(EventBus bus, Consumer<M> handler) {
    return bus.localConsumer(name, message -> handler.accept(message.body()));
  }
}
