package io.penstock.ingest.http;

import io.micrometer.core.instrument.Timer;
import io.penstock.access.Access;
import io.penstock.batch.Credit;
import io.penstock.event.Stream;
import io.penstock.ingest.Intake;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.util.Map;

/** What all requests of one event loop share. */
record Door(
    Vertx vertx,
    HttpConfig config,
    Map<String, Stream> streamsByPath,
    Cors cors,
    Access access,
    Credit credit,
    LargeBodies largeBodies,
    Health health,
    Intake intake,
    Inflation inflation,
    WorkerExecutor inflaters,
    Meters meters,
    Timer requestSeconds,
    Clock clock,
    RequestIds requestIds) {
  private static final long LINGER_MILLIS = 1_000;

  /** A request for this stream is answered with this problem. */
  void count(Stream stream, Problem problem) {
    meters.door(stream.name()).refused(problem.code());
  }

  String requestIdOf(HttpServerRequest request) {
    return requestIds.of(request);
  }

  /**
   * Answers before the whole body was read, and takes no more of it. The connection ends a moment
   * after the answer: at once, and what the sender still writes would cost it the answer; not at
   * all, and it could go on writing.
   */
  void hangUp(HttpServerRequest request, Problem problem, String requestId) {
    hangUp(request);
    problem.answer(request, String.valueOf(request.path()), requestId);
  }

  /**
   * Likewise, for an answer that the caller gives right after this. In HTTP/2 the header is
   * forbidden, and clients that mind take the answer for broken.
   */
  void hangUp(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (!request.isEnded()) {
      request.handler(new Dropped(request, config.requestBytesMax()));
    }
    vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
  }

  /** What is still sent goes nowhere; and beyond a limit it is not even read. */
  private static final class Dropped implements Handler<Buffer> {
    private final HttpServerRequest request;
    private long bytesLeft;

    Dropped(HttpServerRequest request, long bytesMax) {
      this.request = request;
      this.bytesLeft = bytesMax;
    }

    @Override
    public void handle(Buffer chunk) {
      bytesLeft -= chunk.length();
      if (bytesLeft < 0) {
        request.pause();
      }
    }
  }
}
