package io.penstock.ingest.grpc;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.penstock.access.Access;
import io.penstock.batch.Credit;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventServiceGrpc;
import io.penstock.ingest.grpc.connection.Connections;
import io.penstock.ingest.grpc.connection.LiveContext;
import io.penstock.ingest.grpc.message.Inflow;
import io.penstock.ingest.grpc.message.RawMessages;
import io.penstock.ingest.grpc.standard.HealthService;
import io.penstock.ingest.grpc.standard.KeylessCalls;
import io.penstock.ingest.tls.DoorTls;
import io.penstock.ingest.tls.TlsChanged;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The port: gRPC's server, on the event loops of Vert.x. It hands each call over to the verticle of
 * its connection's loop. One for the node.
 */
public final class GrpcServer {
  private static final int METADATA_BYTES_MAX = 16 << 10;

  /** Beside a whole message, so that small ones need not wait for a large one. */
  private static final int WINDOW_BYTES = 1 << 20;

  /**
   * Who opens and takes back more calls than this is about nothing good. A call whose deadline
   * passes is taken back too: of those at a time each may be, twice a second.
   */
  private static final int RESETS_MIN = 200;

  private static final int RESETS_A_CALL = 20;
  private static final int RESETS_SECONDS = 10;

  /**
   * Whatever a sender does wrong is a warning to it, with a stack trace. Kept, or it is forgotten.
   */
  private static final Logger CHATTY = Logger.getLogger("io.grpc");

  static {
    CHATTY.setLevel(Level.SEVERE);
  }

  /** Longer than the log can keep a call waiting. */
  private static final Duration AGE_GRACE = Duration.ofMinutes(3);

  /** How long senders may take to leave once they are answered. */
  private static final Duration GOODBYE_MAX = Duration.ofMillis(500);

  private final GrpcConfig config;
  private final Access access;
  private final int eventLoops;
  private final Optional<DoorTls> tls;
  private final Health health;
  private final Meters meters;
  private final Connections connections;
  private final Doors doors = new Doors();
  private final Calls calls;
  private final HealthService told = new HealthService();
  private final KeylessCalls keyless;
  private @Nullable Server server;

  /** {@code eventLoops} of them will {@linkplain #join join}. */
  public GrpcServer(
      GrpcConfig config,
      int eventLoops,
      Access access,
      Optional<DoorTls> tls,
      Credit credit,
      Health health,
      Meters meters) {
    this.config = config;
    this.access = access;
    this.eventLoops = eventLoops;
    this.tls = tls;
    this.health = health;
    this.meters = meters;
    this.connections = new Connections(config.connectionsMax(), meters);
    this.keyless = new KeylessCalls(config.callTimeout());
    this.calls = new Calls(access, credit, health, meters, config.callTimeout());
  }

  GrpcConfig config() {
    return config;
  }

  Access access() {
    return access;
  }

  /** Answers whether all event loops are there, so that the port can be opened. */
  boolean join(Door door) {
    return doors.add(door) == eventLoops;
  }

  /** Opens the port, for connections on these event loops; may wait for the network. */
  synchronized void open(EventLoopGroup loops, ChannelFactory<? extends ServerChannel> channels)
      throws IOException {
    told.tell(health.isReady());
    server = builder(loops, channels).build().start();
  }

  /** Whoever was let in by authorities of before has to connect anew. */
  void hear(TlsChanged changed) {
    if (tls.equals(Optional.of(changed.door())) && changed.authorities()) {
      connections.askToLeave();
    }
  }

  private NettyServerBuilder builder(
      EventLoopGroup loops, ChannelFactory<? extends ServerChannel> channels) {
    NettyServerBuilder builder = plainBuilder(loops, channels);
    tls.ifPresent(door -> builder.addTransportFilter(new CertifiedSenders(door)));
    return builder;
  }

  private NettyServerBuilder plainBuilder(
      EventLoopGroup loops, ChannelFactory<? extends ServerChannel> channels) {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(config.host(), config.port()), credentials())
        .bossEventLoopGroup(loops)
        .workerEventLoopGroup(loops)
        .channelFactory(connections.listeningOn(channels))
        .directExecutor()
        .addStreamTracerFactory(Inflow.factory(meters))
        .addTransportFilter(connections)
        .addTransportFilter(doors)
        .decompressorRegistry(DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false))
        .maxInboundMessageSize(config.messageBytesMax())
        .maxInboundMetadataSize(METADATA_BYTES_MAX)
        .flowControlWindow(WINDOW_BYTES + config.messageBytesMax())
        .maxConcurrentCallsPerConnection(config.callsMax())
        .maxRstFramesPerWindow(
            Math.max(RESETS_MIN, config.callsMax() * RESETS_A_CALL), RESETS_SECONDS)
        .permitKeepAliveTime(config.keepaliveMin().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxConnectionIdle(config.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionAge(config.ageMax().toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionAgeGrace(AGE_GRACE.toMillis(), TimeUnit.MILLISECONDS)
        // also how long a connection may be silent
        .handshakeTimeout(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .addService(events())
        .addService(ServerInterceptors.intercept(told, keyless))
        .addService(ServerInterceptors.intercept(ProtoReflectionServiceV1.newInstance(), keyless));
  }

  private ServerCredentials credentials() {
    return tls.map(LiveContext::of)
        .map(NettySslContextServerCredentials::create)
        .orElseGet(InsecureServerCredentials::create);
  }

  /** Send with its message as bytes; to senders it looks like the generated one. */
  private ServerServiceDefinition events() {
    ServiceDescriptor generated = EventServiceGrpc.getServiceDescriptor();
    var send =
        EventServiceGrpc.getSendMethod().toBuilder(
                new RawMessages(), ProtoUtils.marshaller(EventBatchResponse.getDefaultInstance()))
            .build();
    return ServerServiceDefinition.builder(
            ServiceDescriptor.newBuilder(generated.getName())
                .setSchemaDescriptor(generated.getSchemaDescriptor())
                .addMethod(send)
                .build())
        .addMethod(send, calls)
        .build();
  }

  /** Says what the node's readiness is by now, and ends what takes too long. */
  void tick() {
    told.tell(health.isReady());
    calls.sweep();
    keyless.sweep();
    connections.sweep();
  }

  /**
   * Takes nothing new, and lets calls in hand be answered. Who only watches the health is told, and
   * then sent away. Waits for all that.
   */
  synchronized void close() {
    Server closing = server;
    if (closing == null) {
      return;
    }
    server = null;
    told.end();
    closing.shutdown();
    try {
      awaitAnswers();
      closing.awaitTermination(GOODBYE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    closing.shutdownNow();
  }

  private void awaitAnswers() throws InterruptedException {
    long end = System.nanoTime() + config.drainTimeout().toNanos();
    while (!calls.isEmpty() && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
