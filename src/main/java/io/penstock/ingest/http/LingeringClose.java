package io.penstock.ingest.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Ends a request that is answered before its whole body was read, a moment after the answer: at
 * once, and what the sender still writes would cost it the answer; not at all, and it could go on
 * writing. In HTTP/1 the connection ends with it, in HTTP/2 its stream alone: others may send
 * through the same proxy.
 */
final class LingeringClose {
  private static final long LINGER_MILLIS = 1_000;

  /** RFC 9113, 8.1: the answer counts, and no more of the body is wanted. */
  private static final long NO_ERROR = 0;

  private LingeringClose() {}

  /** To be called right before the answer is given; drops so much of what still comes. */
  static void of(HttpServerRequest request, Vertx vertx, long bytesMax) {
    if (request.version() == HttpVersion.HTTP_2) {
      ofStream(request, vertx, bytesMax);
    } else {
      ofConnection(request, vertx, bytesMax);
    }
  }

  /** Likewise, where the connection goes on behind the body, unless that is too long. */
  static void ofBody(HttpServerRequest request, Vertx vertx, long bytesMax) {
    if (request.version() == HttpVersion.HTTP_2) {
      ofStream(request, vertx, bytesMax);
    } else if (!request.isEnded()) {
      request.handler(new Dropped(bytesMax, request.connection()::close));
    }
  }

  private static void ofConnection(HttpServerRequest request, Vertx vertx, long bytesMax) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    if (!request.isEnded()) {
      request.handler(new Dropped(bytesMax, request::pause));
    }
    vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
  }

  /**
   * Who sends too much is not left to linger: what a stream holds back, the others of its
   * connection cannot have.
   */
  private static void ofStream(HttpServerRequest request, Vertx vertx, long bytesMax) {
    if (!request.isEnded()) {
      request.handler(new Dropped(bytesMax, () -> reset(request)));
      vertx.setTimer(LINGER_MILLIS, over -> reset(request));
    }
  }

  private static void reset(HttpServerRequest request) {
    if (!request.isEnded() && !request.response().closed()) {
      request.response().reset(NO_ERROR);
    }
  }

  /** What is still sent goes nowhere; and beyond a limit it is not even read. */
  private static final class Dropped implements Handler<Buffer> {
    private final Runnable enough;
    private long bytesLeft;

    Dropped(long bytesMax, Runnable enough) {
      this.bytesLeft = bytesMax;
      this.enough = enough;
    }

    @Override
    public void handle(Buffer chunk) {
      bytesLeft -= chunk.length();
      if (bytesLeft < 0) {
        enough.run();
      }
    }
  }
}
