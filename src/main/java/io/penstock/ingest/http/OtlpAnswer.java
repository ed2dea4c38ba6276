package io.penstock.ingest.http;

import io.penstock.event.Violation;
import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.otlp.ExportAnswer;
import io.penstock.ingest.otlp.RpcStatus;
import io.penstock.ingest.otlp.Signal;
import io.penstock.ingest.otlp.Wire;
import io.penstock.observability.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Answers an exporter as the specification of OTLP/HTTP wants it. */
record OtlpAnswer(HttpServerRequest request, Signal signal, Wire wire, String requestId) {

  void tell(Kept kept) {
    byte[] body =
        kept.rejected() == 0
            ? ExportAnswer.success(signal, wire)
            : ExportAnswer.partialSuccess(signal, wire, kept.rejected(), why(kept));
    answer(200, body);
  }

  private static String why(Kept kept) {
    Violation first = kept.violations().getFirst();
    return "%d of the request broke a rule; the first is at %d, %s: %s"
        .formatted(kept.rejected(), first.index(), first.code(), first.detail());
  }

  void tell(Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    problem.addHeadersTo(response.headers());
    int status = statusOf(problem);
    String message = problem.code() + ": " + problem.title() + ". " + problem.detail();
    answer(status, RpcStatus.of(status, message, problem.retryAfterSeconds()).bytes(wire));
  }

  /**
   * Exporters give up what is answered with 500, and may not know 422: what may be repeated is a
   * 503, and data that nobody can take a 400.
   */
  private static int statusOf(Problem problem) {
    return switch (problem.status()) {
      case 422 -> 400;
      case 500 -> 503;
      default -> problem.status();
    };
  }

  private void answer(int status, byte[] body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, wire.mediaType())
        .putHeader("x-request-id", requestId)
        .end(Buffer.buffer(body));
  }
}
