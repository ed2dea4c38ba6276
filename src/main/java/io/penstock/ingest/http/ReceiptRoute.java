package io.penstock.ingest.http;

import io.penstock.access.Caller;
import io.penstock.access.Gatekeeper;
import io.penstock.access.tenant.Scope;
import io.penstock.access.tenant.Tenant;
import io.penstock.batch.Place;
import io.penstock.batch.SpoolPlace;
import io.penstock.batch.SpoolProgress;
import io.penstock.ingest.ReceiptText;
import io.penstock.ingest.ReceiptText.Named;
import io.penstock.ledger.Ledger;
import io.penstock.ledger.Progress;
import io.penstock.observability.LargeAnswer;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a sender how far the sinks are with what a receipt names. */
final class ReceiptRoute {
  /** Each asks the broker once for every sink. */
  private static final int ASKED_AT_ONCE_MAX = 16;

  private final Ledger ledger;
  private final SpoolProgress spool;
  private final Gatekeeper gatekeeper;
  private final Map<String, String> streamsByTopic;
  private final RequestIds ids;
  private int asked;

  ReceiptRoute(
      Ledger ledger,
      SpoolProgress spool,
      Gatekeeper gatekeeper,
      Map<String, String> streamsByTopic,
      RequestIds ids) {
    this.ledger = ledger;
    this.spool = spool;
    this.gatekeeper = gatekeeper;
    this.streamsByTopic = streamsByTopic;
    this.ids = ids;
  }

  void addTo(Router router) {
    router.get("/v1/receipts/:receipt").handler(this::answer);
  }

  private void answer(RoutingContext context) {
    try {
      Caller caller = RequestHead.caller(context.request(), gatekeeper, Scope.ASKING);
      look(context, caller.tenant(), String.valueOf(context.pathParam("receipt")));
    } catch (Refusal refusal) {
      answer(context, refusal.problem());
    }
  }

  private void look(RoutingContext context, Tenant tenant, String receipt) {
    Optional<Named> named = ReceiptText.read(receipt).filter(read -> mayAsk(tenant, read.topic()));
    if (named.isEmpty()) {
      answer(context, Problems.unknownReceipt(receipt));
    } else if (asked == ASKED_AT_ONCE_MAX) {
      answer(context, Problems.TOO_MANY_QUESTIONS);
    } else {
      elsewhere(named.get())
          .ifPresentOrElse(
              node -> answer(context, Problems.spoolOfAnotherNode(node)),
              () -> ask(context, receipt, named.get()));
    }
  }

  /** Of a stream that is not the tenant's, it hears as little as of one that is not there. */
  private boolean mayAsk(Tenant tenant, String topic) {
    String stream = streamsByTopic.get(topic);
    return stream != null && tenant.maySendTo(stream);
  }

  /** What another node's spool holds is not known here. */
  private Optional<String> elsewhere(Named named) {
    return named.spooled().stream()
        .map(SpoolPlace::node)
        .filter(node -> !node.equals(spool.node()))
        .findFirst();
  }

  private void ask(RoutingContext context, String receipt, Named named) {
    asked++;
    progress(named.places())
        .onComplete(
            answered -> {
              asked--;
              if (answered.succeeded()) {
                context.response().putHeader("content-type", "application/json");
                LargeAnswer.end(
                    context.request(), json(receipt, named, answered.result()).toBuffer());
              } else {
                answer(context, Problems.logSilent(answered.cause()));
              }
            });
  }

  /** What the spool alone keeps needs no log to be told of. */
  private Future<List<Progress>> progress(List<Place> places) {
    return places.isEmpty() ? Future.succeededFuture(List.of()) : ledger.progress(places);
  }

  private JsonObject json(String receipt, Named named, List<Progress> progress) {
    var sinks = new JsonObject();
    for (Progress of : progress) {
      sinks.put(
          of.sink(),
          new JsonObject().put("waiting", of.waiting()).put("delivered", of.delivered()));
    }
    long inLog = named.places().stream().mapToLong(Place::records).sum();
    long inSpool = named.spooled().stream().mapToLong(SpoolPlace::records).sum();
    var json = new JsonObject().put("receipt", receipt).put("records", inLog + inSpool);
    if (inSpool > 0) {
      long waiting = named.spooled().stream().mapToLong(this::waiting).sum();
      json.put("spool", new JsonObject().put("waiting", waiting).put("drained", inSpool - waiting));
    }
    return json.put("sinks", sinks);
  }

  private long waiting(SpoolPlace place) {
    return Math.clamp(place.last() + 1 - spool.drained(), 0, place.records());
  }

  private void answer(RoutingContext context, Problem problem) {
    problem.answer(
        context.request(), String.valueOf(context.request().path()), ids.of(context.request()));
  }
}
