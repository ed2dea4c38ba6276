package io.penstock.ingest.grpc.connection;

import io.grpc.netty.GrpcSslContexts;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.penstock.ingest.tls.DoorTls;
import io.penstock.ingest.tls.TlsMaterial;
import io.vertx.core.Future;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

/**
 * What gRPC makes TLS of, for one connection after the other: gRPC is given it once, and it is made
 * anew when files change. Each new one has sessions of its own, so that nobody resumes one of
 * before.
 */
public final class LiveContext extends SslContext {
  private final DoorTls door;
  private volatile SslContext now;

  private LiveContext(DoorTls door) {
    this.door = door;
    this.now = made(door);
  }

  /** From now on it is what the door's files say. */
  public static LiveContext of(DoorTls door) {
    var context = new LiveContext(door);
    door.opened(context::renew);
    return context;
  }

  private Future<Void> renew() {
    now = made(door);
    return Future.succeededFuture();
  }

  private static SslContext made(DoorTls door) {
    TlsMaterial material = door.material();
    var builder =
        GrpcSslContexts.configure(SslContextBuilder.forServer(material.keys()), SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .clientAuth(clientAuth(door));
    material.authorities().ifPresent(builder::trustManager);
    try {
      return builder.build();
    } catch (SSLException fault) {
      throw new IllegalStateException("TLS of files that were found good", fault);
    }
  }

  private static ClientAuth clientAuth(DoorTls door) {
    return switch (door.config().clientAuth()) {
      case NONE -> ClientAuth.NONE;
      case WANTED -> ClientAuth.OPTIONAL;
      case REQUIRED -> ClientAuth.REQUIRE;
    };
  }

  @Override
  public boolean isClient() {
    return false;
  }

  @Override
  public List<String> cipherSuites() {
    return now.cipherSuites();
  }

  /** Whoever makes a context has to answer this, though Netty would have it otherwise by now. */
  @Override
  @SuppressWarnings("deprecation")
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return now.applicationProtocolNegotiator();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return now.newEngine(allocator);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
    return now.newEngine(allocator, peerHost, peerPort);
  }

  @Override
  public SSLSessionContext sessionContext() {
    return now.sessionContext();
  }
}
