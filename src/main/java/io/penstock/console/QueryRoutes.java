package io.penstock.console;

import io.penstock.cluster.Neighbours;
import io.penstock.cluster.Neighbours.Refused;
import io.penstock.observability.Problem;
import io.penstock.sink.Queryable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Questions in SQL, to the node that has a sink which answers them. */
public final class QueryRoutes implements AdminRoutes {
  private static final String COMMAND = "query";
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final int QUESTIONS_MAX = 4;

  /** Beyond the ten seconds that a question may take. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(12);

  private static final Problem BUSY =
      Problem.of(
              503,
              "busy",
              "Other questions are being answered",
              "At most " + QUESTIONS_MAX + " are answered at a time.")
          .retryAfter(Duration.ofSeconds(1));

  private final Owners owners;
  private final Neighbours neighbours;
  private final Supplier<Optional<Queryable>> queryable;
  private final WorkerExecutor answering;
  private final AtomicInteger questions = new AtomicInteger();
  private final Answers answers = new Answers();

  /** {@code queryable} is a sink that can be asked from this node. */
  public QueryRoutes(Vertx vertx, Neighbours neighbours, Supplier<Optional<Queryable>> queryable) {
    this.neighbours = neighbours;
    this.owners = new Owners(neighbours);
    this.queryable = queryable;
    this.answering = vertx.createSharedWorkerExecutor("penstock-query", QUESTIONS_MAX);
  }

  @Override
  public void addTo(Router router) {
    router
        .post("/admin/v1/query")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::answerQuery);
  }

  @Override
  public Map<String, Command> commands() {
    return Map.of(
        COMMAND,
        question ->
            queryable
                .get()
                .map(sink -> here(sink, question.getString("sql", "")))
                .orElseGet(() -> Future.failedFuture("no sink here answers queries")));
  }

  private void answerQuery(RoutingContext context) {
    if (!(Asked.object(context).getValue("sql") instanceof String sql)) {
      answers.refuse(
          context,
          Problem.of(
              400,
              "bad_request",
              "The statement is missing",
              "Expected {\"sql\": \"select ...\"}."));
      return;
    }
    answer(sql)
        .onSuccess(context::json)
        .onFailure(fault -> answers.refuse(context, problem(fault)));
  }

  private Future<JsonObject> answer(String sql) {
    Optional<Queryable> sink = queryable.get();
    return sink.isPresent()
        ? here(sink.get(), sql)
        : owners
            .find("queries", info -> info.getBoolean("queries", false))
            .compose(
                node ->
                    neighbours.ask(
                        node,
                        new JsonObject().put("command", COMMAND).put("sql", sql),
                        ANSWER_MAX));
  }

  /**
   * DuckDB works in native code, so the question runs on a platform thread; one of its own, because
   * the other workers carry events.
   */
  private Future<JsonObject> here(Queryable sink, String sql) {
    if (questions.incrementAndGet() > QUESTIONS_MAX) {
      questions.decrementAndGet();
      return Future.failedFuture(new TooMany());
    }
    return answering
        .executeBlocking(() -> json(sink.query(sql)), false)
        .map(Objects::requireNonNull)
        .onComplete(answered -> questions.decrementAndGet());
  }

  private static final class TooMany extends Exception {
    TooMany() {
      super("other questions are being answered");
    }
  }

  private static Problem problem(Throwable fault) {
    return switch (fault) {
      case TooMany tooMany -> BUSY;
      case Queryable.Refused refused -> refusal(refused);
      case Refused refused -> refusal(refused);
      case Owners.Nobody nobody ->
          Problem.of(
              404, "no_query", "No sink here answers queries", "Configure a sink of type duckdb.");
      default -> Answers.problem(fault);
    };
  }

  private static Problem refusal(Exception refused) {
    return Problem.of(
        422,
        "query_refused",
        "The statement is not answered",
        String.valueOf(refused.getMessage()));
  }

  private static JsonObject json(Queryable.Rows rows) {
    var all = new JsonArray();
    rows.rows().forEach(row -> all.add(new JsonArray(row)));
    return new JsonObject()
        .put("columns", new JsonArray(rows.columns()))
        .put("rows", all)
        .put("complete", rows.complete());
  }
}
