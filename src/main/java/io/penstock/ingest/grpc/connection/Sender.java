package io.penstock.ingest.grpc.connection;

import io.grpc.Attributes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.penstock.observability.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a connection, nearest to the network. While it does not read what is written to
 * it, nothing of its own is read: every call that it began would leave one more answer in memory.
 */
public final class Sender extends ChannelDuplexHandler {
  /** That of a connection. */
  public static final Attributes.Key<Sender> KEY = Attributes.Key.create("penstock-sender");

  private static final long LOOK_AGAIN_MILLIS = 50;

  /** As many as senders put into one, unless they are told otherwise. */
  private static final int FRAME_BYTES = 16 << 10;

  private final Channel channel;
  private final Meters meters;
  private volatile @Nullable ChannelHandlerContext context;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean cut = new AtomicBoolean();
  private volatile boolean reading = true;
  private volatile long unreadSinceNanos;

  Sender(Channel channel, Meters meters) {
    this.channel = channel;
    this.meters = meters;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext here) {
    boolean writable = channel.isWritable();
    unreadSinceNanos = System.nanoTime();
    reading = writable;
    channel.config().setAutoRead(writable);
    here.fireChannelWritabilityChanged();
  }

  /** HTTP/2 reads on by itself where nobody else does. */
  @Override
  public void read(ChannelHandlerContext here) {
    if (reading) {
      here.read();
    }
  }

  /**
   * Has calls end that were answered before their message was whole. gRPC only stops reading them:
   * where the rest does not fit into what may be sent ahead, their sender never ends them, and they
   * keep a place of the connection and a part of its window.
   */
  public void endAnswered() {
    if (looking.compareAndSet(false, true)) {
      var _ = channel.eventLoop().schedule(this::look, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    looking.set(false);
    var http2 = channel.pipeline().get(Http2ConnectionHandler.class);
    if (http2 != null && channel.isActive()) {
      List<Http2Stream> answered = answered(http2.connection());
      List<Http2Stream> stuck =
          answered.stream().filter(stream -> isStuck(stream, http2.connection())).toList();
      reset(stuck, http2, channel.pipeline().context(http2));
      if (answered.size() > stuck.size()) {
        endAnswered();
      }
    }
  }

  private static List<Http2Stream> answered(Http2Connection connection) {
    List<Http2Stream> answered = new ArrayList<>();
    try {
      connection.forEachActiveStream(
          stream -> {
            if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
              answered.add(stream);
            }
            return true;
          });
      return answered;
    } catch (Http2Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Not before: every frame that still came for it would be answered with one more reset. */
  private static boolean isStuck(Http2Stream stream, Http2Connection connection) {
    Http2LocalFlowController window = connection.local().flowController();
    return window.windowSize(stream) < FRAME_BYTES
        || window.windowSize(connection.connectionStream()) < FRAME_BYTES;
  }

  private static void reset(
      List<Http2Stream> stuck, Http2ConnectionHandler http2, ChannelHandlerContext there) {
    for (Http2Stream stream : stuck) {
      var _ = http2.resetStream(there, stream.id(), Http2Error.NO_ERROR.code(), there.newPromise());
    }
    http2.flush(there);
  }

  boolean isNotReading(long nowNanos, long nanosMax) {
    return !reading && nowNanos - unreadSinceNanos > nanosMax;
  }

  /** Says goodbye: calls in hand are answered, and others go over another connection. */
  void askToLeave() {
    if (channel.pipeline().get(Http2ConnectionHandler.class) != null) {
      var _ = channel.close();
    }
  }

  /**
   * Answers have waited for it for too long. At once: gRPC would say goodbye first, to somebody who
   * does not hear it.
   */
  public void cut() {
    cut("unread");
  }

  /** What it showed of itself is not to be trusted, or not any more. */
  public void distrust() {
    cut("untrusted");
  }

  private void cut(String reason) {
    if (!cut.compareAndSet(false, true)) {
      return;
    }
    meters.connectionCut(reason);
    ChannelHandlerContext here = context;
    var _ = here == null ? channel.close() : here.close();
  }
}
