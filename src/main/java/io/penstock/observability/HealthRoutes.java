package io.penstock.observability;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every HTTP listener of ours answers beside its own work: health, metrics, and a problem for
 * all the rest.
 */
public final class HealthRoutes {
  private HealthRoutes() {}

  public static Router router(Vertx vertx, Health health, Meters meters) {
    Router router = Router.router(vertx);
    var ids = new RequestIds();
    router.route().handler(context -> answerId(context, ids));
    router
        .get("/health/live")
        .handler(context -> context.json(new JsonObject().put("status", "live")));
    router.get("/health/ready").handler(context -> answerReady(context, health));
    router.get("/health").handler(context -> answerEverything(context, health));
    router.get("/metrics").handler(context -> answerMetrics(context, meters));
    answerErrors(router, ids);
    return router;
  }

  /** A request that is no HTTP, or exceeds a limit of the parser. */
  public static void refuse(HttpServerRequest request, RequestIds ids) {
    Throwable cause = request.decoderResult().cause();
    String why = cause == null ? "" : String.valueOf(cause.getMessage());
    Problem problem =
        switch (cause) {
          case io.netty.handler.codec.http.TooLongHttpLineException line ->
              Problem.of(414, "uri_too_long", "The request line is too long", why);
          case io.netty.handler.codec.http.TooLongHttpHeaderException header ->
              Problem.of(431, "headers_too_large", "The headers are too large", why);
          case null, default -> Problem.of(400, "bad_request", "The request is not HTTP", why);
        };
    request.response().putHeader("connection", "close");
    problem.answer(request, "", ids.of(request));
    request.connection().close();
  }

  /** Every answer has it; a problem says it again. */
  private static void answerId(RoutingContext context, RequestIds ids) {
    context.response().putHeader("x-request-id", ids.of(context.request()));
    context.next();
  }

  private static void answerReady(RoutingContext context, Health health) {
    boolean ready = health.isReady();
    context
        .response()
        .setStatusCode(ready ? 200 : 503)
        .putHeader("content-type", "application/json")
        .end(
            new JsonObject()
                .put("status", ready ? "ready" : health.isDraining() ? "draining" : "not ready")
                .toBuffer());
  }

  private static void answerEverything(RoutingContext context, Health health) {
    context.response().putHeader("content-type", "application/json");
    LargeAnswer.end(context.request(), everything(health).toBuffer());
  }

  private static JsonObject everything(Health health) {
    var components = new JsonObject();
    health
        .components()
        .forEach(
            (name, state) ->
                components.put(
                    name,
                    new JsonObject()
                        .put("status", state.level().name().toLowerCase(Locale.ROOT))
                        .put("detail", state.detail())));
    return new JsonObject().put("ready", health.isReady()).put("components", components);
  }

  private static void answerMetrics(RoutingContext context, Meters meters) {
    if (meters.registry() instanceof PrometheusMeterRegistry prometheus) {
      context.response().putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
      LargeAnswer.end(context.request(), Buffer.buffer(prometheus.scrape()));
    } else {
      context.fail(404);
    }
  }

  private static void answerErrors(Router router, RequestIds ids) {
    router.errorHandler(
        405,
        context -> {
          context.response().putHeader("allow", methodsAt(context.request().path(), router));
          answer(context, ids, 405, "method_not_allowed", "The method is not allowed here");
        });
    answer(router, ids, 404, "not_found", "There is nothing here");
    answer(router, ids, 406, "not_acceptable", "None of the accepted types can be made");
    answer(router, ids, 413, "body_too_large", "The request is too large");
    answer(router, ids, 415, "unsupported_media_type", "The media type is not supported");
    answer(router, ids, 400, "bad_request", "The request cannot be understood");
    answer(router, ids, 500, "internal", "The server failed");
  }

  private static void answer(Router router, RequestIds ids, int status, String code, String title) {
    router.errorHandler(status, context -> answer(context, ids, status, code, title));
  }

  private static void answer(
      RoutingContext context, RequestIds ids, int status, String code, String title) {
    HttpServerRequest request = context.request();
    Problem.of(status, code, title, request.method() + " " + request.path())
        .answer(request, String.valueOf(request.path()), ids.of(request));
  }

  private static String methodsAt(@Nullable String path, Router router) {
    return router.getRoutes().stream()
        .filter(route -> Objects.equals(route.getPath(), path) && route.methods() != null)
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
