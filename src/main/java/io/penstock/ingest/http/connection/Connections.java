package io.penstock.ingest.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.penstock.access.certificate.Certified;
import io.penstock.ingest.tls.DoorTls;
import io.penstock.observability.Meters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop. Vert.x knows an idle timeout, which every byte sets back; this
 * cuts who trickles, and turns away who is too many. Alone in reaching through Vert.x to Netty.
 */
public final class Connections {
  /** A sweep must not hold up the event loop; the others are cut with the next. */
  private static final int CUT_AT_ONCE_MAX = 500;

  private static final int READS_IN_A_ROW_MAX = 1;

  /** Who sends, by the certificate of the connection. */
  private static final AttributeKey<Certified> CERTIFIED =
      AttributeKey.valueOf("penstock-certified");

  private final ConnectionConfig config;
  private final int connectionsMax;
  private final LastWords lastWords;
  private final Optional<DoorTls> tls;
  private final Meters meters;
  private final Set<Sender> senders = new HashSet<>();
  private @Nullable Channel listener;
  private boolean leaving;

  /** {@code eventLoops} share what the node may have. */
  public Connections(
      ConnectionConfig config,
      int eventLoops,
      LastWords lastWords,
      Optional<DoorTls> tls,
      Meters meters) {
    this.config = config;
    this.connectionsMax = Math.ceilDiv(config.connectionsMax(), eventLoops);
    this.lastWords = lastWords;
    this.tls = tls;
    this.meters = meters;
  }

  /** A connection was opened. */
  public void add(HttpConnection opened) {
    ChannelHandlerContext context = contextOf(opened);
    if (senders.size() >= connectionsMax) {
      count(Cut.TOO_MANY);
      opened.close();
    } else if (!isTrusted(opened)) {
      count(Cut.UNTRUSTED);
      opened.close();
    } else {
      noteSender(opened, context.channel());
      takeTurns(context.channel());
      listener = context.channel().parent();
      Sender sender = senderOf(opened, context);
      senders.add(sender);
      if (leaving) {
        sender.beginToLeave();
      }
    }
  }

  private static ChannelHandlerContext contextOf(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext();
  }

  private boolean isTrusted(HttpConnection opened) {
    SSLSession session = opened.sslSession();
    return session == null || tls.stream().allMatch(door -> door.trusts(session));
  }

  private void noteSender(HttpConnection opened, Channel channel) {
    Optional.ofNullable(opened.sslSession())
        .flatMap(session -> tls.flatMap(door -> door.senderOf(session)))
        .ifPresent(sender -> channel.attr(CERTIFIED).set(sender));
  }

  /** Who sends over this connection, where it showed a certificate that says so. */
  public static Optional<Certified> certified(HttpConnection connection) {
    return Optional.ofNullable(contextOf(connection).channel().attr(CERTIFIED).get());
  }

  /**
   * Netty would read 16 times from one connection, up to a megabyte, before it looks at the next.
   */
  private static void takeTurns(Channel channel) {
    if (channel.config().getRecvByteBufAllocator()
        instanceof MaxMessagesRecvByteBufAllocator reading) {
      reading.maxMessagesPerRead(READS_IN_A_ROW_MAX);
    }
  }

  private Sender senderOf(HttpConnection opened, ChannelHandlerContext context) {
    ChannelPipeline pipeline = context.pipeline();
    if (context.handler() instanceof Http2ConnectionHandler http2) {
      var sender =
          new Http2Sender(
              this, opened, http2.connection(), context, config.idleTimeout().toNanos());
      pipeline.addBefore(context.name(), "sender", sender);
      return sender;
    }
    var sender = new Http1Sender(this, context.channel(), lastWords);
    sender.addTo(pipeline);
    return sender;
  }

  void remove(Sender sender) {
    senders.remove(sender);
  }

  /**
   * The node is about to stop. Nobody can connect any more, and whoever is connected hears with the
   * next answer that it was the last. Vert.x would end connections and listening together, and so
   * reset who has just connected. Whom the kernel has connected and not yet handed over when the
   * listener closes, it resets all the same.
   */
  public void beginToLeave() {
    leaving = true;
    if (listener != null) {
      var _ = listener.close();
    }
    senders.forEach(Sender::beginToLeave);
  }

  /** Each connection ends with its next answer; whoever goes on connects anew. */
  public void askToLeave() {
    List.copyOf(senders).forEach(Sender::beginToLeave);
  }

  /** Every connection ends with what it has begun. */
  public void leave() {
    List.copyOf(senders).forEach(Sender::leave);
  }

  public boolean isEmpty() {
    return senders.isEmpty();
  }

  /** To be called once a second. */
  public void sweep() {
    long now = System.nanoTime();
    long grace = config.slowGrace().toNanos();
    long nanosPerByte = TimeUnit.SECONDS.toNanos(1) / config.bytesPerSecondMin();
    List<Sender> slow =
        senders.stream()
            .filter(sender -> sender.isTooSlow(now, grace, nanosPerByte))
            .limit(CUT_AT_ONCE_MAX)
            .toList();
    slow.forEach(sender -> count(sender.cut()));
  }

  private void count(Cut cut) {
    meters.connectionCut(cut.reason());
  }
}
