package io.penstock.ingest.http.connection;

import io.penstock.ingest.Tls;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
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

  private ServerLimits() {}

  public static HttpServerOptions set(HttpServerOptions options, ConnectionConfig config) {
    options
        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setHttp2ClearTextEnabled(config.h2c());
    config.tls().ifPresent(tls -> secure(options, tls));
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
  private static void secure(HttpServerOptions options, Tls tls) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS_MAX)
        .setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(tls.certificate()).setKeyPath(tls.key()));
  }
}
