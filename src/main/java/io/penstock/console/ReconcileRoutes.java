package io.penstock.console;

import io.penstock.cluster.Neighbours;
import io.penstock.ledger.reconcile.Watch;
import io.penstock.observability.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code POST /admin/v1/reconcile}: compares the log with sinks, on the node that can look at most
 * of them. The answer comes line by line. Whoever goes away ends it.
 */
public final class ReconcileRoutes implements AdminRoutes {
  private static final int BODY_BYTES_MAX = 64 << 10;
  private static final Problem BUSY =
      Problem.of(503, "busy", "Another reconciliation runs", "There is one at a time.")
          .retryAfter(Duration.ofSeconds(5));

  private final Vertx vertx;
  private final Reconciling reconciling;
  private final Neighbours neighbours;
  private final Supplier<List<String>> sinksHere;
  private final ReconcileFeed feed;
  private final Answers answers = new Answers();

  /** {@code sinksHere} are the sinks that can be looked at from this node. */
  public ReconcileRoutes(
      Vertx vertx,
      Reconciling reconciling,
      Neighbours neighbours,
      Supplier<List<String>> sinksHere) {
    this.vertx = vertx;
    this.reconciling = reconciling;
    this.neighbours = neighbours;
    this.sinksHere = sinksHere;
    this.feed = new ReconcileFeed(vertx, neighbours);
  }

  @Override
  public void addTo(Router router) {
    router
        .post("/admin/v1/reconcile")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::answer);
  }

  @Override
  public Map<String, Command> commands() {
    return Map.of("reconcile", this::tell);
  }

  /** Another node asks. */
  private Future<JsonObject> tell(JsonObject command) {
    var telling = new ReconcileFeed.Telling(vertx, command.getString("feed", ""));
    Optional<Watch> watch =
        ReconcileQuestion.of(command.getJsonObject("question", new JsonObject()))
            .flatMap(question -> reconciling.begin(question, telling));
    telling.ends(watch);
    return watch.isPresent()
        ? Future.succeededFuture(new JsonObject())
        : Future.failedFuture("another reconciliation runs there");
  }

  private void answer(RoutingContext context) {
    JsonObject body = Asked.object(context);
    Optional<ReconcileQuestion> question = ReconcileQuestion.of(body);
    if (question.isEmpty()) {
      answers.refuse(
          context,
          Problem.of(
              400,
              "bad_request",
              "The question is not complete",
              "Expected {\"stream\": \"events\", \"sinceSeconds\": 3600}, and perhaps a sink and"
                  + " a tenant."));
      return;
    }
    List<String> sinks = reconciling.sinksFor(question.get());
    if (sinks.isEmpty()) {
      answers.refuse(context, nothingToCompare(question.get()));
    } else if (sinksHere.get().containsAll(sinks) || neighbours.nodes().size() == 1) {
      here(context, question.get());
    } else {
      nodeFor(sinks).onSuccess(node -> run(context, node, question.get(), body));
    }
  }

  private static Problem nothingToCompare(ReconcileQuestion question) {
    return Problem.of(
        404,
        "unknown_stream",
        "There is nothing to compare",
        "No sink here takes the stream '"
            + question.stream()
            + "'"
            + question.sink().map(it -> " and is called '" + it + "'").orElse("")
            + ".");
  }

  /** The node that can look at most of the sinks; this one, where none can look at more. */
  private Future<String> nodeFor(List<String> sinks) {
    return neighbours
        .askAll(new JsonObject().put("command", "info"))
        .map(
            said ->
                said.answers().entrySet().stream()
                    .max(
                        Comparator.<Map.Entry<String, JsonObject>>comparingLong(
                                answer -> seen(answer.getValue(), sinks))
                            .thenComparing(answer -> answer.getKey().equals(neighbours.self())))
                    .map(Map.Entry::getKey)
                    .orElse(neighbours.self()));
  }

  private static long seen(JsonObject info, List<String> sinks) {
    return info.getJsonArray("sinks", new JsonArray()).stream().filter(sinks::contains).count();
  }

  private void run(
      RoutingContext context, String node, ReconcileQuestion question, JsonObject body) {
    if (node.equals(neighbours.self())) {
      here(context, question);
      return;
    }
    HttpServerResponse response = context.response();
    feed.from(node, body, listener(response))
        .onSuccess(
            end -> {
              response.exceptionHandler(fault -> end.run());
              response.closeHandler(closed -> end.run());
            })
        .onFailure(fault -> answers.refuse(context, fault));
  }

  private void here(RoutingContext context, ReconcileQuestion question) {
    HttpServerResponse response = context.response();
    Optional<Watch> begun = reconciling.begin(question, listener(response));
    if (begun.isEmpty()) {
      answers.refuse(context, BUSY);
      return;
    }
    response.exceptionHandler(fault -> begun.get().cancel());
    response.closeHandler(closed -> begun.get().cancel());
  }

  private static Reconciling.Listener listener(HttpServerResponse response) {
    return new Reconciling.Listener() {
      @Override
      public void line(JsonObject line) {
        if (isOpen(response)) {
          begin(response);
          response.write(line.encode() + "\n");
        }
      }

      @Override
      public void end(JsonObject line) {
        if (isOpen(response)) {
          begin(response);
          response.end(line.encode() + "\n");
        }
      }
    };
  }

  private static boolean isOpen(HttpServerResponse response) {
    return !response.ended() && !response.closed();
  }

  private static void begin(HttpServerResponse response) {
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    }
  }
}
