package io.penstock.ingest.grpc.standard;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call without a key: what it says is looked at while it arrives. */
final class KeylessCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private static final int MESSAGE_BYTES_MAX = 4 << 10;
  private static final int MESSAGES_MAX = 100;

  private final Set<KeylessCall<?, ?>> open;
  private final long beganAtNanos = System.nanoTime();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean listening;
  private long bytes;
  private int messages;

  /** It is among those that are {@code open} until it is over. */
  KeylessCall(ServerCall<Q, A> call, Set<KeylessCall<?, ?>> open) {
    super(call);
    this.open = open;
  }

  /**
   * What nobody has asked for waits in memory, uncounted. So all messages are asked for at once,
   * and one more than there may be.
   */
  @Override
  public void request(int numMessages) {
    if (asked.compareAndSet(false, true)) {
      super.request(MESSAGES_MAX + 1);
    }
  }

  /** A piece of a message is here. */
  void receive(long piece) {
    bytes += piece;
    if (bytes > MESSAGE_BYTES_MAX) {
      end(
          Status.RESOURCE_EXHAUSTED.withDescription(
              "A message to this service has " + MESSAGE_BYTES_MAX + " bytes at most."));
    }
  }

  /** Its handler hears of messages until the call is closed. */
  Listener<Q> listen(Listener<Q> handler) {
    return new SimpleForwardingServerCallListener<>(handler) {
      @Override
      public void onMessage(Q message) {
        bytes = 0;
        messages++;
        if (messages > MESSAGES_MAX) {
          end(
              Status.RESOURCE_EXHAUSTED.withDescription(
                  "A call of this service has " + MESSAGES_MAX + " messages at most."));
        } else if (!closed.get()) {
          super.onMessage(message);
        }
      }

      @Override
      public void onHalfClose() {
        listening = getMethodDescriptor().getType() == MethodType.SERVER_STREAMING;
        if (!closed.get()) {
          super.onHalfClose();
        }
      }

      @Override
      public void onCancel() {
        open.remove(KeylessCall.this);
        super.onCancel();
      }

      @Override
      public void onComplete() {
        open.remove(KeylessCall.this);
        super.onComplete();
      }
    };
  }

  /** One that has asked its question and listens for answers may last. */
  void sweep(long nowNanos, long nanosMax) {
    if (!listening && nowNanos - beganAtNanos > nanosMax) {
      end(Status.DEADLINE_EXCEEDED.withDescription("The call took longer than the server waits."));
    }
  }

  private void end(Status status) {
    if (closed.compareAndSet(false, true)) {
      super.close(status, new Metadata());
    }
  }

  /** Its handler closes it once at most, and perhaps after us. */
  @Override
  public void close(Status status, Metadata trailers) {
    if (closed.compareAndSet(false, true)) {
      super.close(status, trailers);
    }
  }

  @Override
  public void sendHeaders(Metadata headers) {
    if (!closed.get()) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public void sendMessage(A message) {
    if (!closed.get()) {
      super.sendMessage(message);
    }
  }
}
