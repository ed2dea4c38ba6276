package io.penstock.console;

import io.penstock.access.audit.Act;
import io.penstock.access.audit.Subject;
import io.penstock.deadletter.DeadLetterActs;
import io.penstock.deadletter.DeadLetterActs.Done;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.deadletter.LetterKey;
import io.penstock.deadletter.LetterQueries;
import io.penstock.deadletter.Order;
import io.penstock.deadletter.Replay;
import io.penstock.deadletter.Replays;
import io.penstock.deadletter.Selection;
import io.penstock.deadletter.State;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lists dead letters, and does with them what people ask for. */
public final class DeadLetterRoutes implements AdminRoutes {
  private static final String LETTERS = "/admin/v1/dead-letters";
  private static final String REPLAYS = "/admin/v1/replays";
  private static final int SKIP_MAX = 1_000_000;

  private final LetterQueries queries;
  private final DeadLetterActs acts;
  private final Replays replays;
  private final DeadLetterView view;
  private final Set<String> sinks;
  private final Asked asked;
  private final Answers answers = new Answers();

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
    router.get(LETTERS).handler(answers.answering(this::list));
    router.get(LETTERS + "/:id").handler(answers.answering(this::view));
    router.get(REPLAYS).handler(answers.answering(this::listReplays));
    router.get(REPLAYS + "/:id").handler(answers.answering(this::replay));
    answers.post(router, LETTERS + "/replay", this::startReplay);
    answers.post(
        router, LETTERS + "/resolve", onSelection("resolve", State.RESOLVED, acts::resolve));
    answers.post(
        router, LETTERS + "/discard", onSelection("discard", State.DISCARDED, acts::discard));
    answers.post(router, LETTERS + "/rebuild", this::rebuild);
    answers.post(router, REPLAYS + "/:id/stop", this::stop);
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
                    ? Future.failedFuture(
                        new Answers.NotThere("no dead letter " + key + " is known"))
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
                    ? Future.failedFuture(new Answers.NotThere("no replay " + id + " is known"))
                    : replays
                        .standings(id)
                        .map(standings -> DeadLetterJson.replay(found.get(), standings)));
  }

  private Answers.Answering onSelection(
      String action, State state, Function<Order, Future<Done>> act) {
    return context -> {
      JsonObject body = Asked.body(context, "who", "why", "selection", "all", "dryRun");
      Asked.text(body, "why");
      Order order = order(context, body, action, asked.selection(body));
      return acted(body, state, order, () -> act.apply(order));
    };
  }

  private Future<JsonObject> startReplay(RoutingContext context) throws Unusable {
    JsonObject body = Asked.body(context, "who", "why", "selection", "all", "rate", "dryRun");
    Selection selection = asked.selection(body);
    String sink =
        selection
            .sink()
            .filter(sinks::contains)
            .orElseThrow(
                () ->
                    new Unusable(
                        "sink: a replay goes to one sink, expected one of "
                            + sinks.stream().sorted().toList()));
    int rate = Asked.number(body, "rate", 100, 1, Replay.RATE_MAX);
    Order order = order(context, body, "replay", selection);
    return acted(body, State.REPLAYING, order, () -> acts.replay(order, sink, rate));
  }

  private Order order(RoutingContext context, JsonObject body, String action, Selection selection)
      throws Unusable {
    Act act = answers.act(context, body, "dead-letters." + action, selection.json().encode());
    return new Order(
        act.concerning(selection.tenant().map(Subject::ofTenant).orElse(Subject.NOBODY)),
        selection);
  }

  /** With {@code dryRun} it counts what it would change, and changes nothing. */
  private Future<JsonObject> acted(
      JsonObject body, State state, Order order, Supplier<Future<Done>> act) throws Unusable {
    return Asked.flag(body, "dryRun")
        ? acts.rehearse(state, order.selection())
            .map(letters -> new JsonObject().put("dryRun", true).put("letters", letters))
        : act.get()
            .map(done -> new JsonObject().put("id", done.id()).put("letters", done.letters()));
  }

  private Future<JsonObject> rebuild(RoutingContext context) throws Unusable {
    JsonObject body = Asked.body(context, "who", "why");
    return acts.rebuild(
            new Order(answers.act(context, body, "dead-letters.rebuild", ""), Selection.EVERYTHING))
        .map(done -> new JsonObject().put("asked", true));
  }

  private Future<JsonObject> stop(RoutingContext context) throws Unusable {
    JsonObject body = Asked.body(context, "who", "why");
    String id = id(context);
    return acts.stop(
            new Order(answers.act(context, body, "dead-letters.stop", id), Selection.EVERYTHING),
            id)
        .map(done -> new JsonObject().put("id", done.id()).put("letters", done.letters()));
  }

  private static String id(RoutingContext context) {
    return String.valueOf(context.pathParam("id"));
  }
}
