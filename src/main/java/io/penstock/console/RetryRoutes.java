package io.penstock.console;

import io.penstock.access.audit.Act;
import io.penstock.cluster.Neighbours;
import io.penstock.cluster.Neighbours.Said;
import io.penstock.deadletter.Filter.Unusable;
import io.penstock.retry.RetryHolds;
import io.penstock.retry.RetryOrder;
import io.penstock.retry.RetryOrder.Selection;
import io.penstock.retry.RetrySchedule.Line;
import io.penstock.retry.RetrySchedulerVerticle;
import io.penstock.retry.SlotBoard;
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
  private static final String COMMAND = "retry";

  private final EventBus bus;
  private final RetryHolds holds;
  private final SlotBoard board;
  private final Neighbours neighbours;
  private final Map<String, List<String>> tiersBySink;
  private final Answers answers = new Answers();
  private volatile List<Line> own = List.of();

  /** {@code tiersBySink} has the topics of each sink's tiers. */
  public RetryRoutes(
      EventBus bus,
      RetryHolds holds,
      SlotBoard board,
      Neighbours neighbours,
      Map<String, List<String>> tiersBySink) {
    this.bus = bus;
    this.holds = holds;
    this.board = board;
    this.neighbours = neighbours;
    this.tiersBySink = tiersBySink;
  }

  @Override
  public void addTo(Router router) {
    RetrySchedulerVerticle.SCHEDULE.listen(bus, now -> own = now.lines());
    router.get(RETRIES).handler(answers.answering(context -> list()));
    for (RetryOrder.Act order : RetryOrder.Act.values()) {
      String name = order.name().toLowerCase(Locale.ROOT);
      answers.post(router, RETRIES + "/" + name, context -> obey(context, order, name));
    }
  }

  /** Another node has a slot, and a person wants something of it. */
  @Override
  public Map<String, Command> commands() {
    return Map.of(COMMAND, this::pass);
  }

  private Future<JsonObject> pass(JsonObject command) {
    var order =
        new RetryOrder(
            RetryOrder.Act.valueOf(command.getString("act")),
            new Selection(command.getString("sink"), command.getString("tier")));
    return RetrySchedulerVerticle.ORDERS
        .send(bus, order)
        .map(passed -> new JsonObject().put("obeys", true))
        .otherwise(noScheduler -> new JsonObject().put("obeys", false));
  }

  /** The slots of all nodes; where that is not known, those of this one. */
  private Future<Slots> slots() {
    return board
        .read()
        .map(lines -> new Slots(lines, true))
        .otherwise(notKnown -> new Slots(own, false));
  }

  /** {@code ofAll} says whether they are those of all nodes. */
  private record Slots(List<Line> lines, boolean ofAll) {}

  private Future<JsonObject> list() {
    return slots()
        .map(
            slots ->
                new JsonObject()
                    .put(
                        "slots",
                        new JsonArray(slots.lines().stream().map(RetryRoutes::json).toList()))
                    .put("ofAllNodes", slots.ofAll()));
  }

  private static JsonObject json(Line line) {
    return new JsonObject()
        .put("sink", line.sink())
        .put("tier", line.tier())
        .put("partition", line.partition())
        .put("waiting", line.waiting())
        .put("due", line.dueMillis().map(Instant::ofEpochMilli).map(Instant::toString).orElse(null))
        .put("owner", line.owner())
        .put("state", line.state().name().toLowerCase(Locale.ROOT));
  }

  /** Written down first, told then: a scheduler that starts later reads what was written. */
  private Future<JsonObject> obey(RoutingContext context, RetryOrder.Act order, String name)
      throws Unusable {
    JsonObject body = Asked.body(context, "who", "why", "sink", "tier", "dryRun");
    List<Selection> tiers = tiers(Asked.text(body, "sink"), Asked.optionalText(body, "tier"));
    if (Asked.flag(body, "dryRun")) {
      return counted(tiers).map(count -> count.put("dryRun", true));
    }
    Act act = answers.act(context, body, "retries." + name, tiers.toString());
    return holds
        .record(act, order, tiers)
        .compose(recorded -> tell(order, tiers))
        .compose(silent -> counted(tiers).map(count -> count.put("silent", silent)));
  }

  /**
   * A hint to every node, as a slot may be anybody's by the time it arrives. A hold that is not
   * heard is read from the control database a little later.
   */
  private Future<JsonArray> tell(RetryOrder.Act order, List<Selection> tiers) {
    return Future.all(tiers.stream().map(tier -> tell(order, tier)).toList())
        .map(
            told ->
                new JsonArray(
                    told.<Said>list().stream()
                        .flatMap(said -> said.silent().stream())
                        .distinct()
                        .sorted()
                        .toList()));
  }

  private Future<Said> tell(RetryOrder.Act order, Selection tier) {
    return neighbours.askAll(
        new JsonObject()
            .put("command", COMMAND)
            .put("act", order.name())
            .put("sink", tier.sink())
            .put("tier", tier.tier()));
  }

  private Future<JsonObject> counted(List<Selection> tiers) {
    return slots().map(slots -> counted(tiers, slots.lines()));
  }

  private static JsonObject counted(List<Selection> tiers, List<Line> lines) {
    long letters =
        lines.stream()
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
