package io.penstock.ingest.grpc;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.penstock.event.Stream;
import io.penstock.ingest.Intake;
import io.penstock.ingest.tls.TlsVerticle;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes the calls of its share of the connections, on its event loop. The last of them opens the
 * port, the first that stops closes it.
 */
public final class GrpcIngestVerticle extends VerticleBase {
  private static final long TICK_MILLIS = 500;

  private final GrpcServer server;
  private final List<Stream> streams;
  private final Meters meters;
  private final Clock clock;

  public GrpcIngestVerticle(GrpcServer server, List<Stream> streams, Meters meters, Clock clock) {
    this.server = server;
    this.streams = streams;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    var door =
        new Door(
            context,
            server.config(),
            server.access(),
            streams.stream().collect(Collectors.toMap(Stream::name, Function.identity())),
            new Intake(vertx, streams, meters),
            meters,
            meters.requestSeconds(),
            clock);
    return server.join(door) ? open() : Future.succeededFuture();
  }

  private Future<?> open() {
    vertx.setPeriodic(TICK_MILLIS, tick -> server.tick());
    TlsVerticle.CHANGED.listen(vertx.eventBus(), server::hear);
    var loops = ((VertxInternal) vertx).nettyEventLoopGroup();
    ChannelFactory<? extends ServerChannel> channels =
        vertx.isNativeTransportEnabled()
            ? EpollServerSocketChannel::new
            : NioServerSocketChannel::new;
    return vertx.executeBlocking(
        () -> {
          server.open(loops, channels);
          return server;
        });
  }

  @Override
  public Future<?> stop() {
    return vertx.executeBlocking(
        () -> {
          server.close();
          return server;
        });
  }
}
