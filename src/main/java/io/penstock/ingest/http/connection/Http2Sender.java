package io.penstock.ingest.http.connection;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;

/**
 * A sender of HTTP/2. Its streams are taken together: one slow body beside fast ones costs the
 * sender as much as it costs us. What keeps a connection open is requests; pings and pieces of
 * headers are not.
 */
final class Http2Sender extends Sender {
  private static final long NO_ERROR = 0;

  private final HttpConnection http;
  private final Http2Connection connection;
  private final ChannelHandlerContext context;
  private final long idleNanos;
  private int streamsSeen = -1;
  private long requestedNanos;

  Http2Sender(
      Connections connections,
      HttpConnection http,
      Http2Connection connection,
      ChannelHandlerContext context,
      long idleNanos) {
    super(connections);
    this.http = http;
    this.connection = connection;
    this.context = context;
    this.idleNanos = idleNanos;
  }

  @Override
  boolean isTooSlow(long nowNanos, long graceNanos, long nanosPerByte) {
    int streams = connection.remote().lastStreamCreated();
    if (streams != streamsSeen || connection.numActiveStreams() > 0) {
      streamsSeen = streams;
      requestedNanos = nowNanos;
    }
    return nowNanos - requestedNanos > idleNanos
        || super.isTooSlow(nowNanos, graceNanos, nanosPerByte);
  }

  @Override
  boolean isSending() {
    try {
      return connection.forEachActiveStream(Http2Sender::isWhole) != null;
    } catch (Http2Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean isWhole(Http2Stream stream) {
    return stream.state() != Http2Stream.State.OPEN;
  }

  /** HTTP/2 has a goodbye of its own: what is begun goes on, and nothing more begins. */
  @Override
  void beginToLeave() {
    http.goAway(NO_ERROR);
  }

  @Override
  void leave() {}

  /** Netty says goodbye with a GOAWAY. */
  @Override
  Cut cut() {
    Cut cut = isSending() ? Cut.SLOW_BODY : Cut.SLOW_HEAD;
    context.newSucceededFuture().addListener(ChannelFutureListener.CLOSE);
    return cut;
  }
}
