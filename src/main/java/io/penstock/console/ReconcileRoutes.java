package io.penstock.console;

import io.penstock.ledger.LedgerConfig;
import io.penstock.ledger.reconcile.NotFoundOut;
import io.penstock.ledger.reconcile.Reconciliation;
import io.penstock.ledger.reconcile.Report;
import io.penstock.ledger.reconcile.Subject;
import io.penstock.ledger.reconcile.Watch;
import io.penstock.log.LogScan;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.penstock.sink.SinkFault;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /admin/v1/reconcile}: compares the log with sinks, one request at a time, on a
 * platform thread of its own. The answer comes line by line: how far it is, a report for each sink,
 * and an end. Whoever goes away ends it.
 */
public final class ReconcileRoutes implements AdminRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileRoutes.class);
  private static final int BODY_BYTES_MAX = 64 << 10;
  private static final long PROGRESS_MILLIS = 1_000;
  private static final int SINCE_SECONDS_MAX = 315_360_000;
  private static final Problem BUSY =
      Problem.of(503, "busy", "Another reconciliation runs", "There is one at a time.")
          .retryAfter(Duration.ofSeconds(5));

  private final Reconciliation reconciliation;
  private final LedgerConfig config;
  private final Function<String, List<Subject>> subjects;
  private final Clock clock;
  private final RequestIds ids = new RequestIds();
  private final AtomicBoolean isRunning = new AtomicBoolean();

  /** {@code subjects} are the sinks of a stream. */
  public ReconcileRoutes(
      Reconciliation reconciliation,
      LedgerConfig config,
      Function<String, List<Subject>> subjects,
      Clock clock) {
    this.reconciliation = reconciliation;
    this.config = config;
    this.subjects = subjects;
    this.clock = clock;
  }

  /** What is asked for. */
  private record Question(List<Subject> subjects, Instant since, Optional<String> tenant) {}

  @Override
  public void addTo(Router router) {
    router
        .post("/admin/v1/reconcile")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::answer);
  }

  private void answer(RoutingContext context) {
    JsonObject body = bodyOf(context);
    if (!(body.getValue("stream") instanceof String stream)
        || !(body.getValue("sinceSeconds") instanceof Integer seconds)
        || seconds < 1
        || seconds > SINCE_SECONDS_MAX) {
      refuse(
          context,
          Problem.of(
              400,
              "bad_request",
              "The question is not complete",
              "Expected {\"stream\": \"events\", \"sinceSeconds\": 3600}, and perhaps a sink and"
                  + " a tenant."));
      return;
    }
    Optional<String> sink = text(body, "sink");
    List<Subject> asked =
        subjects.apply(stream).stream()
            .filter(subject -> sink.isEmpty() || sink.get().equals(subject.sink()))
            .toList();
    if (asked.isEmpty()) {
      refuse(
          context,
          Problem.of(
              404,
              "unknown_stream",
              "There is nothing to compare",
              "No sink here takes the stream '"
                  + stream
                  + "'"
                  + sink.map(it -> " and is called '" + it + "'").orElse("")
                  + "."));
    } else if (isRunning.compareAndSet(false, true)) {
      Instant since = clock.instant().truncatedTo(ChronoUnit.MILLIS).minusSeconds(seconds);
      run(context, new Question(asked, since, text(body, "tenant")));
    } else {
      refuse(context, BUSY);
    }
  }

  private static Optional<String> text(JsonObject body, String key) {
    return body.getValue(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static JsonObject bodyOf(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      return body == null ? new JsonObject() : body;
    } catch (DecodeException | ClassCastException noObject) {
      return new JsonObject();
    }
  }

  private void run(RoutingContext context, Question question) {
    Vertx vertx = context.vertx();
    Context loop = vertx.getOrCreateContext();
    HttpServerResponse response = context.response();
    var watch = new Watch(config.timeMax(), System::nanoTime);
    response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    response.exceptionHandler(fault -> watch.cancel());
    response.closeHandler(closed -> watch.cancel());
    long ticks =
        vertx.setPeriodic(
            PROGRESS_MILLIS, tick -> write(response, "progress", ReconcileJson.progress(watch)));
    Thread.ofPlatform()
        .daemon()
        .name("penstock-reconcile")
        .start(
            () -> {
              JsonObject end = end(question, watch, loop, response);
              isRunning.set(false);
              loop.runOnContext(
                  done -> {
                    vertx.cancelTimer(ticks);
                    finish(response, end);
                  });
            });
  }

  /** The last line; reports are written before it. */
  private JsonObject end(
      Question question, Watch watch, Context loop, HttpServerResponse response) {
    try {
      long unexplained = 0;
      for (Subject subject : question.subjects()) {
        Report report = reconciliation.of(subject, question.since(), question.tenant(), watch);
        unexplained += report.unexplained();
        JsonObject json = ReconcileJson.report(report);
        loop.runOnContext(done -> write(response, "report", json));
      }
      return new JsonObject()
          .put(
              "done",
              new JsonObject()
                  .put("unexplained", unexplained)
                  .put("differenceMax", config.differenceMax()));
    } catch (NotFoundOut | LogScan.Unreadable | SinkFault reason) {
      return problem("not_found_out", String.valueOf(reason.getMessage()));
    } catch (RuntimeException | Error fault) {
      LOG.atError().setCause(fault).log("A reconciliation failed");
      return problem("internal", String.valueOf(fault));
    }
  }

  private static JsonObject problem(String code, String detail) {
    return new JsonObject()
        .put("problem", new JsonObject().put("code", code).put("detail", detail));
  }

  private static void write(HttpServerResponse response, String name, JsonObject value) {
    if (!response.ended() && !response.closed()) {
      response.write(new JsonObject().put(name, value).encode() + "\n");
    }
  }

  private static void finish(HttpServerResponse response, JsonObject end) {
    if (!response.ended() && !response.closed()) {
      response.end(end.encode() + "\n");
    }
  }

  private void refuse(RoutingContext context, Problem problem) {
    problem.answer(
        context.request(), String.valueOf(context.request().path()), ids.of(context.request()));
  }
}
