package io.penstock.console;

import io.penstock.cluster.Neighbours;
import io.penstock.cluster.Neighbours.Said;
import io.penstock.console.Answers.NotThere;
import io.penstock.observability.Health;
import io.penstock.observability.Health.Level;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Who is there, and what each node runs with. */
public final class NodeRoutes implements AdminRoutes {
  private final NodeInfo node;
  private final String configuration;
  private final Neighbours neighbours;
  private final Supplier<List<String>> sinksHere;
  private final BooleanSupplier answersQueries;
  private final Health health;
  private final Answers answers = new Answers();

  /**
   * {@code configuration} is what is in force, with its secrets hidden; {@code sinksHere} are the
   * sinks that can be looked at from this node.
   */
  public NodeRoutes(
      NodeInfo node,
      String configuration,
      Neighbours neighbours,
      Supplier<List<String>> sinksHere,
      BooleanSupplier answersQueries,
      Health health) {
    this.node = node;
    this.configuration = configuration;
    this.neighbours = neighbours;
    this.sinksHere = sinksHere;
    this.answersQueries = answersQueries;
    this.health = health;
  }

  @Override
  public void addTo(Router router) {
    router.get("/admin/v1/nodes").handler(this::answerNodes);
    router.get("/admin/v1/config").handler(this::answerConfiguration);
  }

  @Override
  public Map<String, Command> commands() {
    return Map.of(
        "info", question -> Future.succeededFuture(info()),
        "config", question -> Future.succeededFuture(new JsonObject().put("yaml", configuration)));
  }

  private JsonObject info() {
    return new JsonObject()
        .put("name", node.name())
        .put("version", node.version())
        .put("started", node.started().toString())
        .put("ready", health.isReady())
        .put("roles", new JsonArray(node.roles()))
        .put("log", node.bootstrapServers())
        .put("sinks", new JsonArray(sinksHere.get()))
        .put("queries", answersQueries.getAsBoolean())
        .put("red", components(Level.RED))
        .put("amber", components(Level.AMBER));
  }

  private JsonArray components(Level level) {
    var names = new JsonArray();
    health.components().entrySet().stream()
        .filter(component -> component.getValue().level() == level)
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(names::add);
    return names;
  }

  /** This node first hand; of one that does not answer, its name and that. */
  private void answerNodes(RoutingContext context) {
    neighbours
        .askAll(new JsonObject().put("command", "info"))
        .onSuccess(said -> context.json(nodes(said)));
  }

  private JsonArray nodes(Said said) {
    said.answers().put(node.name(), info());
    said.silent().remove(node.name());
    var nodes = new JsonArray();
    said.answers().values().forEach(answer -> nodes.add(answer.put("answers", true)));
    said.silent().forEach(name -> nodes.add(silent(name)));
    return nodes;
  }

  private static JsonObject silent(String name) {
    return new JsonObject().put("name", name).put("answers", false);
  }

  private void answerConfiguration(RoutingContext context) {
    String name = context.request().getParam("node", node.name());
    configurationOf(name)
        .onSuccess(
            yaml -> context.response().putHeader("content-type", "application/yaml").end(yaml))
        .onFailure(fault -> answers.refuse(context, fault));
  }

  private Future<String> configurationOf(String name) {
    if (name.equals(node.name())) {
      return Future.succeededFuture(configuration);
    }
    return neighbours.nodes().contains(name)
        ? neighbours
            .ask(name, new JsonObject().put("command", "config"))
            .map(answer -> answer.getString("yaml"))
        : Future.failedFuture(
            new NotThere(
                "There is no node '%s', expected one of %s".formatted(name, neighbours.nodes())));
  }
}
