package io.penstock.ingest.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The other side of a connection, and how fast it sends. It has a grace to spend: time spends it,
 * bytes win it back, and whoever has spent it with a request begun is too slow. Reading costs an
 * addition; the clock is asked by the sweep alone.
 */
abstract class Sender extends ChannelInboundHandlerAdapter {
  private final Connections connections;
  private long bytes;
  private boolean timed;
  private long graceEndsNanos;

  Sender(Connections connections) {
    this.connections = connections;
  }

  /** Whether a request has begun and not all of it is here. */
  abstract boolean isSending();

  /** Ends the connection, and answers why. */
  abstract Cut cut();

  /** The next answer is to be the last. */
  abstract void beginToLeave();

  /** What is begun is answered, and nothing more. */
  abstract void leave();

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf buffer) {
      bytes += buffer.readableBytes();
    }
    context.fireChannelRead(message);
  }

  /** Its connection is gone. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    connections.remove(this);
  }

  /** The next request has the whole grace. */
  final void startOver() {
    timed = false;
  }

  /** Looks at the bytes since the last look. The first look at a request starts its time. */
  boolean isTooSlow(long nowNanos, long graceNanos, long nanosPerByte) {
    if (!isSending()) {
      startOver();
      return false;
    }
    long endsAtMost = nowNanos + graceNanos;
    long ends = timed ? graceEndsNanos + bytes * nanosPerByte : endsAtMost;
    graceEndsNanos = ends - endsAtMost > 0 ? endsAtMost : ends;
    timed = true;
    bytes = 0;
    return nowNanos - graceEndsNanos > 0;
  }
}
