package io.penstock.ingest.grpc.standard;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.penstock.ingest.grpc.message.Inflow;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls of services that need no key and take no credit: they are short, few at a time, and have
 * little to say.
 */
public final class KeylessCalls implements ServerInterceptor {
  /** Twice what the health service lets watch. */
  private static final int CALLS_MAX = 2_000;

  private final Duration callTimeout;
  private final Set<KeylessCall<?, ?>> open = ConcurrentHashMap.newKeySet();

  /** Every call but those that only listen is over after {@code callTimeout}. */
  public KeylessCalls(Duration callTimeout) {
    this.callTimeout = callTimeout;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
    if (open.size() >= CALLS_MAX) {
      call.close(
          Status.UNAVAILABLE.withDescription("Too many such calls are open."), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    var keyless = new KeylessCall<>(call, open);
    open.add(keyless);
    Inflow.ofThisCall().tell(keyless::receive);
    return keyless.listen(next.startCall(keyless, metadata));
  }

  /** Ends calls that should be over by now. */
  public void sweep() {
    long now = System.nanoTime();
    open.forEach(call -> call.sweep(now, callTimeout.toNanos()));
  }
}
