package io.penstock.ingest.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.penstock.observability.Meters;
import java.util.function.LongConsumer;

/** Sees the bytes of one call's message as they arrive, long before the message is whole. */
final class Inflow extends ServerStreamTracer {
  private static final Context.Key<Inflow> KEY = Context.key("penstock-inflow");

  private final Meters meters;
  private LongConsumer taker = bytes -> {};

  private Inflow(Meters meters) {
    this.meters = meters;
  }

  /** Makes one for each call. */
  static Factory factory(Meters meters) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Inflow(meters);
      }
    };
  }

  /** That of the call whose metadata are just being looked at. */
  static Inflow ofThisCall() {
    return KEY.get();
  }

  /** {@code taker} hears of bytes on the network's thread, from now on. */
  void tell(LongConsumer taker) {
    this.taker = taker;
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  public void inboundWireSize(long bytes) {
    taker.accept(bytes);
  }

  /** gRPC itself refuses a message that is longer than it may be, and tells nobody else. */
  @Override
  public void streamClosed(Status status) {
    if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
      meters.refused("message_too_large");
    }
  }
}
