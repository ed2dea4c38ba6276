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
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
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
   * welcome again later, and would only connect anew.
   */
  void turnAway(HttpServerRequest request, Problem problem) {
    if (problem.status() == Problems.TOO_MANY_REQUESTS) {
      LingeringClose.ofBody(request, vertx, config.requestBytesMax());
    } else {
      hangUp(request);
    }
  }

  /** Ends with the request what it came on. */
  void hangUp(HttpServerRequest request) {
    LingeringClose.of(request, vertx, config.requestBytesMax());
  }
}
