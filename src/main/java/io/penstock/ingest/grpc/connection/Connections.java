package io.penstock.ingest.grpc.connection;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.penstock.observability.Meters;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections of the port, from the moment they are accepted: gRPC knows them only once they
 * have said something. Closes those that are too many, and those that read nothing.
 */
public final class Connections extends ServerTransportFilter {
  /**
   * For answers that the network has no room for, and for those that the sender asks no more of.
   */
  public static final Duration UNREAD_MAX = Duration.ofSeconds(30);

  private final int connectionsMax;
  private final Meters meters;
  private final Map<Ends, Sender> senders = new ConcurrentHashMap<>();

  /** What tells a connection from others. */
  private record Ends(@Nullable SocketAddress there, @Nullable SocketAddress here) {}

  public Connections(int connectionsMax, Meters meters) {
    this.connectionsMax = connectionsMax;
    this.meters = meters;
  }

  /** Makes listening channels, whose connections are these. */
  public ChannelFactory<ServerChannel> listeningOn(
      ChannelFactory<? extends ServerChannel> channels) {
    return () -> {
      ServerChannel listening = channels.newChannel();
      listening.pipeline().addLast(new Entrance());
      return listening;
    };
  }

  /** Stands before what hands connections to gRPC. Reads on one thread. */
  private final class Entrance extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      Channel channel = (Channel) accepted;
      if (senders.size() < connectionsMax) {
        letIn(channel);
        context.fireChannelRead(accepted);
      } else {
        meters.connectionCut("too_many");
        channel.unsafe().closeForcibly();
      }
    }
  }

  private void letIn(Channel channel) {
    var sender = new Sender(channel, meters);
    var ends = new Ends(channel.remoteAddress(), channel.localAddress());
    senders.put(ends, sender);
    channel.closeFuture().addListener(closed -> senders.remove(ends, sender));
    channel.pipeline().addLast(sender);
  }

  /** It has said what HTTP/2 begins with. */
  @Override
  public Attributes transportReady(Attributes connection) {
    Sender sender =
        senders.get(
            new Ends(
                connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                connection.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR)));
    if (sender == null) {
      return connection;
    }
    return connection.toBuilder().set(Sender.KEY, sender).build();
  }

  /** Ends each in order; whoever goes on connects anew. */
  public void askToLeave() {
    senders.values().forEach(Sender::askToLeave);
  }

  /** Ends those that have read nothing for too long. */
  public void sweep() {
    long now = System.nanoTime();
    for (Sender sender : senders.values()) {
      if (sender.isNotReading(now, UNREAD_MAX.toNanos())) {
        sender.cut();
      }
    }
  }
}
