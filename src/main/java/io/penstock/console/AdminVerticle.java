package io.penstock.console;

import io.penstock.ledger.Ledger;
import io.penstock.ledger.LedgerLine;
import io.penstock.observability.Health;
import io.penstock.observability.HealthRoutes;
import io.penstock.observability.Meters;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.penstock.sink.Queryable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The admin listener: answers questions about this node, its ledger and what its sinks hold. */
public final class AdminVerticle extends VerticleBase {
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final long DRAIN_MILLIS = 2_000;
  private static final int QUESTIONS_MAX = 4;
  private static final Problem BUSY =
      Problem.of(
              503,
              "busy",
              "Other questions are being answered",
              "At most " + QUESTIONS_MAX + " are answered at a time.")
          .retryAfter(Duration.ofSeconds(1));

  private final AdminConfig config;
  private final NodeInfo node;
  private final String configuration;
  private final Ledger ledger;
  private final Optional<Queryable> queryable;
  private final Health health;
  private final Meters meters;
  private final List<AdminRoutes> more;
  private final RequestIds ids = new RequestIds();
  private @Nullable HttpServer server;
  private @Nullable WorkerExecutor answering;
  private int questions;

  /** {@code configuration} is what is in force, with its secrets hidden. */
  public AdminVerticle(
      AdminConfig config,
      NodeInfo node,
      String configuration,
      Ledger ledger,
      Optional<Queryable> queryable,
      Health health,
      Meters meters,
      List<AdminRoutes> more) {
    this.config = config;
    this.node = node;
    this.configuration = configuration;
    this.ledger = ledger;
    this.queryable = queryable;
    this.health = health;
    this.meters = meters;
    this.more = more;
  }

  @Override
  public Future<?> start() {
    Router router = HealthRoutes.router(vertx, health, meters);
    router.get("/admin/v1/nodes").handler(this::answerNodes);
    router
        .get("/admin/v1/config")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("content-type", "application/yaml")
                    .end(configuration));
    router.get("/admin/v1/ledger").handler(this::answerLedger);
    router
        .post("/admin/v1/query")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::answerQuery);
    more.forEach(routes -> routes.addTo(router));
    HttpServer created =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(60)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false));
    server = created;
    answering = vertx.createSharedWorkerExecutor("penstock-query", QUESTIONS_MAX);
    return created
        .requestHandler(router)
        .invalidRequestHandler(request -> HealthRoutes.refuse(request, ids))
        .listen();
  }

  private void answerNodes(RoutingContext context) {
    context.json(
        new JsonArray()
            .add(
                new JsonObject()
                    .put("name", node.name())
                    .put("version", node.version())
                    .put("started", node.started().toString())
                    .put("ready", health.isReady())
                    .put("log", node.bootstrapServers())));
  }

  private void answerLedger(RoutingContext context) {
    ledger
        .lines()
        .onSuccess(lines -> context.json(json(lines)))
        .onFailure(
            fault ->
                refuse(
                    context,
                    Problem.of(
                        503,
                        "log_unavailable",
                        "The log does not answer",
                        String.valueOf(fault.getMessage()))));
  }

  private static JsonArray json(List<LedgerLine> lines) {
    var json = new JsonArray();
    for (LedgerLine line : lines) {
      json.add(
          new JsonObject()
              .put("stream", line.stream())
              .put("sink", line.sink())
              .put("accepted", line.accepted())
              .put("delivered", line.counts().delivered())
              .put("repeated", line.counts().repeated())
              .put("filtered", line.counts().filtered())
              .put("retried", line.counts().retried())
              .put("dead", line.counts().dead())
              .put("waiting", line.waiting())
              .put("unexplained", line.unexplained()));
    }
    return json;
  }

  /**
   * DuckDB works in native code, so the question runs on a platform thread; one of its own, because
   * the other workers carry events.
   */
  private void answerQuery(RoutingContext context) {
    if (queryable.isEmpty()) {
      refuse(
          context,
          Problem.of(
              404, "no_query", "No sink here answers queries", "Configure a sink of type duckdb."));
      return;
    }
    JsonObject body = bodyOf(context);
    if (!(body.getValue("sql") instanceof String sql)) {
      refuse(
          context,
          Problem.of(
              400,
              "bad_request",
              "The statement is missing",
              "Expected {\"sql\": \"select ...\"}."));
      return;
    }
    if (answering == null || questions == QUESTIONS_MAX) {
      refuse(context, BUSY);
      return;
    }
    questions++;
    answering
        .executeBlocking(() -> queryable.get().query(sql), false)
        .onComplete(answered -> questions--)
        .onSuccess(rows -> context.json(json(rows)))
        .onFailure(
            fault ->
                refuse(
                    context,
                    Problem.of(
                        422,
                        "query_refused",
                        "The statement is not answered",
                        String.valueOf(fault.getMessage()))));
  }

  private static JsonObject bodyOf(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      return body == null ? new JsonObject() : body;
    } catch (io.vertx.core.json.DecodeException | ClassCastException noObject) {
      return new JsonObject();
    }
  }

  private static JsonObject json(Queryable.Rows rows) {
    var all = new JsonArray();
    rows.rows().forEach(row -> all.add(new JsonArray(row)));
    return new JsonObject()
        .put("columns", new JsonArray(rows.columns()))
        .put("rows", all)
        .put("complete", rows.complete());
  }

  private void refuse(RoutingContext context, Problem problem) {
    problem.answer(
        context.request(), String.valueOf(context.request().path()), ids.of(context.request()));
  }

  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(DRAIN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
