package io.penstock.observability;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Ends answers that may be large, with gzip where they are and the client takes it. Vert.x would
 * put a compressor into every connection, before the small answers too that nearly every request
 * gets; those never come here.
 *
 * <p>Whoever can watch how long compressed answers are, and have a part of them say what it wants,
 * learns the other part (BREACH). Nothing in these is secret: no answer holds a key.
 */
public final class LargeAnswer {
  /** Smaller ones fit into a packet or two as they are. */
  static final int BYTES_MIN = 1 << 10;

  /** Up to here in about a millisecond; for more, nobody else has to wait. */
  private static final int INLINE_BYTES_MAX = 64 << 10;

  private LargeAnswer() {}

  /** Ends the answer to this request, whose head is written but for the encoding. */
  public static void end(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (body.length() < BYTES_MIN || !takesGzip(request)) {
      response.end(body);
    } else if (body.length() <= INLINE_BYTES_MAX) {
      endCompressed(response, gzip(body));
    } else {
      Objects.requireNonNull(Vertx.currentContext(), "answers are written on an event loop")
          .executeBlocking(() -> gzip(body), false)
          .onSuccess(compressed -> endCompressed(response, compressed))
          .onFailure(noWorkerLeft -> response.end(body));
    }
  }

  private static boolean takesGzip(HttpServerRequest request) {
    return Accept.of(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING)).takes("gzip");
  }

  private static void endCompressed(HttpServerResponse response, Buffer compressed) {
    if (!response.ended() && !response.closed()) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(compressed);
    }
  }

  private static Buffer gzip(Buffer body) {
    var bytes = new ByteArrayOutputStream(body.length() / 4);
    try (var gzip = new Fast(bytes)) {
      gzip.write(body.getBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Errors and metrics repeat themselves so much that the fastest level already finds it. */
  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 8 << 10);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
