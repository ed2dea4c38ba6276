package io.penstock.console;

import io.penstock.access.audit.Act;
import io.penstock.access.audit.Subject;
import io.penstock.access.tenant.NotFound;
import io.penstock.access.tenant.Unacceptable;
import io.penstock.cluster.Neighbours.Refused;
import io.penstock.cluster.Neighbours.Silent;
import io.penstock.console.Owners.PerhapsSilent;
import io.penstock.control.DatabaseAway;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** How the admin's routes answer, whatever they are about. */
final class Answers {
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final RequestIds ids = new RequestIds();

  /** An answer that may not come, or say why. */
  interface Answering {
    Future<JsonObject> answer(RoutingContext context) throws Unusable;
  }

  void post(Router router, String path, Answering answering) {
    router
        .post(path)
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(answering(answering));
  }

  /** What is asked for, as the audit trail has it. */
  Act act(RoutingContext context, JsonObject body, String action, String object) throws Unusable {
    return new Act(
        Asked.text(body, "who"),
        context.request().remoteAddress().hostAddress(),
        action,
        object,
        Asked.optionalText(body, "why"),
        ids.of(context.response().headers().get("x-request-id")),
        Subject.NOBODY);
  }

  /** Answers with JSON, or with the problem that a failure is. */
  Handler<RoutingContext> answering(Answering answering) {
    return context -> {
      try {
        answering
            .answer(context)
            .onSuccess(context::json)
            .onFailure(fault -> refuse(context, problem(fault)));
      } catch (Unusable unusable) {
        refuse(context, problem(unusable));
      }
    };
  }

  /** What was asked for is not there. */
  static final class NotThere extends Exception {
    NotThere(String message) {
      super(message);
    }
  }

  static Problem problem(Throwable fault) {
    String detail = String.valueOf(fault.getMessage());
    return switch (fault) {
      case Unusable unusable ->
          Problem.of(422, "selection_refused", "The request cannot be carried out", detail);
      case Unacceptable unacceptable ->
          Problem.of(422, "request_refused", "The request cannot be carried out", detail);
      case NotFound nothing -> Problem.of(404, "not_found", "There is nothing here", detail);
      case NotThere nothing -> Problem.of(404, "not_found", "There is nothing here", detail);
      case Silent silent -> silent(detail);
      case PerhapsSilent silent -> silent(detail);
      case Refused refused ->
          Problem.of(503, "node_refused", "Another node could not do it", detail);
      case DatabaseAway away ->
          Problem.of(503, "control_unavailable", "The control database is away", detail)
              .retryAfter(COME_BACK);
      case TimeoutException late ->
          Problem.of(
              503,
              "outcome_unknown",
              "The control database was too slow",
              "Look before you repeat.");
      default -> Problem.of(500, "internal", "The server failed", detail);
    };
  }

  private static Problem silent(String detail) {
    return Problem.of(503, "node_silent", "A node does not answer", detail).retryAfter(COME_BACK);
  }

  static Problem logAway(Throwable fault) {
    return Problem.of(
        503, "log_unavailable", "The log does not answer", String.valueOf(fault.getMessage()));
  }

  void refuse(RoutingContext context, Throwable fault) {
    refuse(context, problem(fault));
  }

  void refuse(RoutingContext context, Problem problem) {
    problem.answer(
        context.request(),
        String.valueOf(context.request().path()),
        ids.of(context.response().headers().get("x-request-id")));
  }
}
