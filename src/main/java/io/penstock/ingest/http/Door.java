package io.penstock.ingest.http;

import io.micrometer.core.instrument.Timer;
import io.penstock.access.Access;
import io.penstock.access.limit.Allowance;
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

  Credit.Share creditOf(Allowance allowance) {
    return credit.of(allowance.tenantId(), allowance.weight());
  }

  String requestIdOf(HttpServerRequest request) {
    return requestIds.of(request);
  }

  /** Answers before the whole body was read, and takes no more of it. */
  void turnAway(HttpServerRequest request, Problem problem, String requestId) {
    turnAway(request, problem);
    problem.answer(request, String.valueOf(request.path()), requestId);
  }

  /**
   * Likewise, for an answer that the caller gives right after this. Whoever sends too much is
   * welcome again later, and would only connect anew: the rest of its body goes by.
   */
  void turnAway(HttpServerRequest request, Problem problem) {
    if (problem.status() == Problems.TOO_MANY_REQUESTS) {
      request.handler(new Dropped(config.requestBytesMax(), () -> hangUp(request)));
    } else {
      hangUp(request);
    }
  }

  /**
   * Takes no more of the body. The connection ends a moment after the answer: at once, and what the
   * sender still writes would cost it the answer; not at all, and it could go on writing. In HTTP/2
   * the header is forbidden, and clients that mind take the answer for broken.
   */
  void hangUp(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (!request.isEnded()) {
      request.handler(new Dropped(config.requestBytesMax(), request::pause));
    }
    vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
  }

  /** What is still sent goes nowhere; until it is too much. */
  private static final class Dropped implements Handler<Buffer> {
    private final Runnable beyond;
    private long bytesLeft;

    Dropped(long bytesMax, Runnable beyond) {
      this.bytesLeft = bytesMax;
      this.beyond = beyond;
    }

    @Override
    public void handle(Buffer chunk) {
      bytesLeft -= chunk.length();
      if (bytesLeft < 0) {
        beyond.run();
      }
    }
  }
}
