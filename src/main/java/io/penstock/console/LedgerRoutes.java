package io.penstock.console;

import io.penstock.ledger.Ledger;
import io.penstock.ledger.LedgerLine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The ledger of all nodes: it is read from the log, so every node tells the same. */
public final class LedgerRoutes implements AdminRoutes {
  private final Ledger ledger;
  private final Answers answers = new Answers();

  public LedgerRoutes(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void addTo(Router router) {
    router.get("/admin/v1/ledger").handler(this::answerLedger);
  }

  private void answerLedger(RoutingContext context) {
    ledger
        .lines()
        .onSuccess(lines -> context.json(json(lines)))
        .onFailure(fault -> answers.refuse(context, Answers.logAway(fault)));
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
              .put("absent", line.counts().absent())
              .put("waiting", line.waiting())
              .put("unexplained", line.unexplained()));
    }
    return json;
  }
}
