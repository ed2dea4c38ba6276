package io.penstock.console;

import io.penstock.access.Act;
import io.penstock.control.DatabaseAway;
import io.penstock.deadletter.DeadLetterActs;
import io.penstock.deadletter.DeadLetterActs.Done;
import io.penstock.deadletter.Filter;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.deadletter.LetterKey;
import io.penstock.deadletter.LetterQueries;
import io.penstock.deadletter.Order;
import io.penstock.deadletter.Replay;
import io.penstock.deadletter.Replays;
import io.penstock.deadletter.Selection;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Lists dead letters, and does with them what people ask for. */
public final class DeadLetterRoutes implements AdminRoutes {
  private static final String LETTERS = "/admin/v1/dead-letters";
  private static final String REPLAYS = "/admin/v1/replays";
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final int SKIP_MAX = 1_000_000;
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final LetterQueries queries;
  private final DeadLetterActs acts;
  private final Replays replays;
  private final DeadLetterView view;
  private final Set<String> sinks;
  private final Asked asked;
  private final RequestIds ids = new RequestIds();

  /** An answer that may not come, or say why. */
  private interface Answering {
    Future<JsonObject> answer(RoutingContext context) throws Unusable;
  }

  /** An act with an order read from a body. */
  private interface Acting {
    Future<Done> act(Order order, JsonObject body) throws Unusable;
  }

  /** {@code topics} by the names of their streams. */
  public DeadLetterRoutes(
      LetterQueries queries,
      DeadLetterActs acts,
      Replays replays,
      DeadLetterView view,
      Set<String> sinks,
      Map<String, String> topics) {
    this.queries = queries;
    this.acts = acts;
    this.replays = replays;
    this.view = view;
    this.sinks = sinks;
    this.asked = new Asked(topics);
  }

  @Override
  public void addTo(Router router) {
    router.get(LETTERS).handler(answering(this::list));
    router.get(LETTERS + "/:id").handler(answering(this::view));
    router.get(REPLAYS).handler(answering(this::listReplays));
    router.get(REPLAYS + "/:id").handler(answering(this::replay));
    post(router, LETTERS + "/replay", onSelection("replay", this::startReplay));
    post(router, LETTERS + "/resolve", onSelection("resolve", this::resolve));
    post(router, LETTERS + "/discard", onSelection("discard", this::discard));
    post(router, LETTERS + "/rebuild", this::rebuild);
    post(router, REPLAYS + "/:id/stop", this::stop);
  }

  private void post(Router router, String path, Answering answering) {
    router
        .post(path)
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(answering(answering));
  }

  private Future<JsonObject> list(RoutingContext context) throws Unusable {
    MultiMap parameters = context.queryParams();
    Selection selection = asked.selection(parameters, Set.of("skip", "limit"));
    int skip = Asked.number(parameters, "skip", 0, 0, SKIP_MAX);
    int limit = Asked.number(parameters, "limit", 100, 1, LetterQueries.PAGE_MAX);
    return queries
        .count(selection)
        .compose(
            total ->
                queries
                    .list(selection, skip, limit)
                    .map(
                        letters ->
                            new JsonObject()
                                .put("total", total)
                                .put("letters", DeadLetterJson.letters(letters))));
  }

  private Future<JsonObject> view(RoutingContext context) throws Unusable {
    LetterKey key = Asked.key(id(context));
    return queries
        .find(key)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.failedFuture(new NotThere("no dead letter " + key + " is known"))
                    : view.of(context.vertx(), found.get()));
  }

  private Future<JsonObject> listReplays(RoutingContext context) {
    return replays.list().map(all -> new JsonObject().put("replays", DeadLetterJson.replays(all)));
  }

  private Future<JsonObject> replay(RoutingContext context) {
    String id = id(context);
    return replays
        .find(id)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.failedFuture(new NotThere("no replay " + id + " is known"))
                    : replays
                        .standings(id)
                        .map(standings -> DeadLetterJson.replay(found.get(), standings)));
  }

  /** With {@code dryRun} it counts, and changes nothing. */
  private Answering onSelection(String action, Acting acting) {
    return context -> {
      JsonObject body = Asked.body(context);
      Selection selection = asked.selection(body);
      Order order =
          new Order(
              act(context, body, action, selection.json().encode()),
              selection,
              action.equals("replay") ? Asked.optionalText(body, "why") : Asked.text(body, "why"));
      return Boolean.TRUE.equals(body.getValue("dryRun"))
          ? acts.rehearse(selection)
              .map(letters -> new JsonObject().put("dryRun", true).put("letters", letters))
          : acting
              .act(order, body)
              .map(done -> new JsonObject().put("id", done.id()).put("letters", done.letters()));
    };
  }

  private Future<Done> startReplay(Order order, JsonObject body) throws Unusable {
    String sink = order.selection().filters().getOrDefault(Filter.SINK, "");
    if (!sinks.contains(sink)) {
      throw new Unusable(
          "sink: a replay goes to one sink, expected one of " + sinks.stream().sorted().toList());
    }
    return acts.replay(order, sink, Asked.number(body, "rate", 100, 1, Replay.RATE_MAX));
  }

  private Future<Done> resolve(Order order, JsonObject body) {
    return acts.resolve(order);
  }

  private Future<Done> discard(Order order, JsonObject body) {
    return acts.discard(order);
  }

  private Future<JsonObject> rebuild(RoutingContext context) throws Unusable {
    JsonObject body = Asked.body(context);
    return acts.rebuild(new Order(act(context, body, "rebuild", ""), Selection.EVERYTHING, ""))
        .map(done -> new JsonObject().put("asked", true));
  }

  private Future<JsonObject> stop(RoutingContext context) throws Unusable {
    JsonObject body = Asked.body(context);
    String id = id(context);
    return acts.stop(new Order(act(context, body, "stop", id), Selection.EVERYTHING, ""), id)
        .map(done -> new JsonObject().put("id", done.id()).put("letters", done.letters()));
  }

  private static String id(RoutingContext context) {
    return String.valueOf(context.pathParam("id"));
  }

  private Act act(RoutingContext context, JsonObject body, String action, String object)
      throws Unusable {
    return new Act(
        Asked.text(body, "who"),
        context.request().remoteAddress().hostAddress(),
        "dead-letters." + action,
        object,
        ids.of(context.response().headers().get("x-request-id")));
  }

  private Handler<RoutingContext> answering(Answering answering) {
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
  private static final class NotThere extends Exception {
    NotThere(String message) {
      super(message);
    }
  }

  private static Problem problem(Throwable fault) {
    String detail = String.valueOf(fault.getMessage());
    return switch (fault) {
      case Unusable unusable ->
          Problem.of(422, "selection_refused", "The request cannot be carried out", detail);
      case NotThere nothing -> Problem.of(404, "not_found", "There is nothing here", detail);
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

  private void refuse(RoutingContext context, Problem problem) {
    problem.answer(
        context.request(),
        String.valueOf(context.request().path()),
        ids.of(context.response().headers().get("x-request-id")));
  }
}
