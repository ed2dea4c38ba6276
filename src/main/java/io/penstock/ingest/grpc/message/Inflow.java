package io.penstock.ingest.grpc.message;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.penstock.ingest.grpc.connection.Sender;
import io.penstock.observability.Meters;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees the bytes of one call's message as they arrive, long before the message is whole, and how
 * the call ends.
 */
public final class Inflow extends ServerStreamTracer {
  private static final Context.Key<Inflow> KEY = Context.key("penstock-inflow");

  private final Meters meters;
  private @Nullable Sender sender;
  private LongConsumer taker = bytes -> {};

  private Inflow(Meters meters) {
    this.meters = meters;
  }

  /** Makes one for each call. */
  public static Factory factory(Meters meters) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Inflow(meters);
      }
    };
  }

  /** That of the call whose metadata are just being looked at. */
  public static Inflow ofThisCall() {
    return KEY.get();
  }

  /** {@code taker} hears of bytes on the network's thread, piece by piece, from now on. */
  public void tell(LongConsumer taker) {
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

  @Override
  public void serverCallStarted(ServerCallInfo<?, ?> call) {
    sender = call.getAttributes().get(Sender.KEY);
  }

  /** gRPC itself refuses a message that is longer than it may be, and tells nobody else. */
  @Override
  public void streamClosed(Status status) {
    Sender refused = sender;
    if (refused != null && !status.isOk()) {
      refused.endAnswered();
    }
    if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
      meters.refused("message_too_large");
    }
  }
}
