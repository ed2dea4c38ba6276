package io.penstock.ingest.http.connection;

import io.penstock.ingest.tls.DoorTls;
import io.penstock.ingest.tls.TlsMaterial;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The protocols of the door and their limits, each said here though it may be the default. */
public final class ServerLimits {
  private static final int REQUEST_LINE_BYTES_MAX = 4 << 10;
  private static final int HEADER_BYTES_MAX = 8 << 10;
  private static final int STREAMS_MAX = 100;
  private static final int STREAM_WINDOW_BYTES = 64 << 10;

  /** Of all streams together, so that one connection cannot have more in flight than ten bodies. */
  private static final int CONNECTION_WINDOW_BYTES = 1 << 20;

  private static final int RESETS_MAX = 200;
  private static final int RESETS_WINDOW_SECONDS = 30;
  private static final int SMALL_CONTINUATIONS_MAX = 16;
  private static final int HANDSHAKE_SECONDS_MAX = 10;
  private static final Set<String> TLS_VERSIONS =
      new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

  private ServerLimits() {}

  /** {@code tls} is empty for clear text. */
  public static HttpServerOptions set(
      HttpServerOptions options, ConnectionConfig config, Optional<DoorTls> tls) {
    options
        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setHttp2ClearTextEnabled(config.h2c());
    tls.ifPresent(door -> secure(options, door));
    return limitHttp2(options);
  }

  private static HttpServerOptions limitHttp2(HttpServerOptions options) {
    return options
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(STREAMS_MAX)
                .setInitialWindowSize(STREAM_WINDOW_BYTES)
                .setMaxHeaderListSize(HEADER_BYTES_MAX)
                .setPushEnabled(false))
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
        .setHttp2RstFloodMaxRstFramePerWindow(RESETS_MAX)
        .setHttp2RstFloodWindowDuration(RESETS_WINDOW_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setHttp2MaxSmallContinuationFrames(SMALL_CONTINUATIONS_MAX);
  }

  /** With ALPN the client chooses between HTTP/1.1 and HTTP/2. */
  private static void secure(HttpServerOptions options, DoorTls door) {
    TlsMaterial material = door.material();
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS_MAX)
        .setEnabledSecureTransportProtocols(TLS_VERSIONS)
        .setClientAuth(clientAuth(door))
        .setKeyCertOptions(material.pair());
    material.trusted().ifPresent(options::setTrustOptions);
  }

  private static ClientAuth clientAuth(DoorTls door) {
    return switch (door.config().clientAuth()) {
      case NONE -> ClientAuth.NONE;
      case WANTED -> ClientAuth.REQUEST;
      case REQUIRED -> ClientAuth.REQUIRED;
    };
  }
}
