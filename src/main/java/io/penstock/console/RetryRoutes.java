package io.penstock.console;

import io.penstock.access.Act;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.retry.RetryHolds;
import io.penstock.retry.RetryOrder;
import io.penstock.retry.RetryOrder.Selection;
import io.penstock.retry.RetrySchedule;
import io.penstock.retry.RetrySchedule.Line;
import io.penstock.retry.RetrySchedulerVerticle;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what waits in the retry tiers, and holds, releases or forces it. */
public final class RetryRoutes implements AdminRoutes {
  private static final String RETRIES = "/admin/v1/retries";

  private final EventBus bus;
  private final RetryHolds holds;
  private final Map<String, List<String>> tiersBySink;
  private final Answers answers = new Answers();
  private volatile RetrySchedule schedule = new RetrySchedule(List.of());

  /** {@code tiersBySink} has the topics of each sink's tiers. */
  public RetryRoutes(EventBus bus, RetryHolds holds, Map<String, List<String>> tiersBySink) {
    this.bus = bus;
    this.holds = holds;
    this.tiersBySink = tiersBySink;
  }

  @Override
  public void addTo(Router router) {
    RetrySchedulerVerticle.SCHEDULE.listen(bus, now -> schedule = now);
    router.get(RETRIES).handler(answers.answering(context -> list()));
    for (RetryOrder.Act order : RetryOrder.Act.values()) {
      String name = order.name().toLowerCase(Locale.ROOT);
      answers.post(router, RETRIES + "/" + name, context -> obey(context, order, name));
    }
  }

  private Future<JsonObject> list() {
    var slots = new JsonArray();
    schedule.lines().forEach(line -> slots.add(json(line)));
    return Future.succeededFuture(new JsonObject().put("slots", slots));
  }

  private static JsonObject json(Line line) {
    return new JsonObject()
        .put("sink", line.sink())
        .put("tier", line.tier())
        .put("partition", line.partition())
        .put("waiting", line.waiting())
        .put("due", line.dueMillis().map(Instant::ofEpochMilli).map(Instant::toString).orElse(null))
        .put("state", line.state().name().toLowerCase(Locale.ROOT));
  }

  /** Written down first, told then: a scheduler that starts later reads what was written. */
  private Future<JsonObject> obey(RoutingContext context, RetryOrder.Act order, String name)
      throws Unusable {
    JsonObject body = Asked.body(context, "who", "why", "sink", "tier", "dryRun");
    List<Selection> tiers = tiers(Asked.text(body, "sink"), Asked.optionalText(body, "tier"));
    if (Asked.flag(body, "dryRun")) {
      return Future.succeededFuture(counted(tiers).put("dryRun", true));
    }
    Act act = answers.act(context, body, "retries." + name, tiers.toString());
    return holds
        .record(act, Asked.optionalText(body, "why"), order, tiers)
        .compose(recorded -> tell(order, tiers))
        .map(told -> counted(tiers));
  }

  private Future<?> tell(RetryOrder.Act order, List<Selection> tiers) {
    return Future.all(
        tiers.stream()
            .map(tier -> RetrySchedulerVerticle.ORDERS.send(bus, new RetryOrder(order, tier)))
            .toList());
  }

  private JsonObject counted(List<Selection> tiers) {
    long letters =
        schedule.lines().stream()
            .filter(line -> tiers.contains(new Selection(line.sink(), line.tier())))
            .mapToLong(Line::waiting)
            .sum();
    return new JsonObject().put("tiers", tiers.size()).put("letters", letters);
  }

  private List<Selection> tiers(String sink, String tier) throws Unusable {
    List<String> topics = tiersBySink.get(sink);
    if (topics == null) {
      throw new Unusable(
          "sink: there is no '%s', expected one of %s"
              .formatted(sink, tiersBySink.keySet().stream().sorted().toList()));
    }
    List<Selection> tiers =
        topics.stream()
            .filter(topic -> tier.isEmpty() || topic.equals(tier) || topic.endsWith("-" + tier))
            .map(topic -> new Selection(sink, topic))
            .toList();
    if (tiers.isEmpty()) {
      throw new Unusable("tier: there is no '%s', expected one of %s".formatted(tier, topics));
    }
    return tiers;
  }
}
