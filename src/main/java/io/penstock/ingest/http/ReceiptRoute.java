package io.penstock.ingest.http;

import io.penstock.access.StaticKey;
import io.penstock.batch.Place;
import io.penstock.ingest.ReceiptText;
import io.penstock.ledger.Ledger;
import io.penstock.ledger.Progress;
import io.penstock.observability.LargeAnswer;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells a sender how far the sinks are with what a receipt names. */
final class ReceiptRoute {
  /** Each asks the broker once for every sink. */
  private static final int ASKED_AT_ONCE_MAX = 16;

  private final Ledger ledger;
  private final StaticKey key;
  private final Set<String> topics;
  private final RequestIds ids;
  private int asked;

  ReceiptRoute(Ledger ledger, StaticKey key, Set<String> topics, RequestIds ids) {
    this.ledger = ledger;
    this.key = key;
    this.topics = topics;
    this.ids = ids;
  }

  void addTo(Router router) {
    router.get("/v1/receipts/:receipt").handler(this::answer);
  }

  private void answer(RoutingContext context) {
    String receipt = String.valueOf(context.pathParam("receipt"));
    if (key.authenticate(
            RequestHead.header(context.request(), "authorization"),
            RequestHead.header(context.request(), "x-api-key"))
        .isEmpty()) {
      answer(context, Problems.UNAUTHENTICATED);
      return;
    }
    Optional<List<Place>> places =
        ReceiptText.read(receipt).filter(read -> topics.contains(read.getFirst().topic()));
    if (places.isEmpty()) {
      answer(context, Problems.unknownReceipt(receipt));
    } else if (asked == ASKED_AT_ONCE_MAX) {
      answer(context, Problems.TOO_MANY_QUESTIONS);
    } else {
      ask(context, receipt, places.get());
    }
  }

  private void ask(RoutingContext context, String receipt, List<Place> places) {
    asked++;
    ledger
        .progress(places)
        .onComplete(
            answered -> {
              asked--;
              if (answered.succeeded()) {
                context.response().putHeader("content-type", "application/json");
                LargeAnswer.end(
                    context.request(), json(receipt, places, answered.result()).toBuffer());
              } else {
                answer(context, Problems.logSilent(answered.cause()));
              }
            });
  }

  private static JsonObject json(String receipt, List<Place> places, List<Progress> progress) {
    var sinks = new JsonObject();
    for (Progress of : progress) {
      sinks.put(
          of.sink(),
          new JsonObject().put("waiting", of.waiting()).put("delivered", of.delivered()));
    }
    return new JsonObject()
        .put("receipt", receipt)
        .put("records", places.stream().mapToLong(Place::records).sum())
        .put("sinks", sinks);
  }

  private void answer(RoutingContext context, Problem problem) {
    problem.answer(
        context.request(), String.valueOf(context.request().path()), ids.of(context.request()));
  }
}
