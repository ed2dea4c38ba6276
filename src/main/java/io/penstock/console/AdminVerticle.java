package io.penstock.console;

import io.penstock.cluster.Neighbours;
import io.penstock.console.AdminRoutes.Command;
import io.penstock.observability.Health;
import io.penstock.observability.HealthRoutes;
import io.penstock.observability.Meters;
import io.penstock.observability.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin listener: people ask it over HTTP, other nodes over the bus. Every node has it; people
 * are answered where the node is a console.
 */
public final class AdminVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AdminVerticle.class);
  private static final long DRAIN_MILLIS = 2_000;

  private final AdminConfig config;
  private final Neighbours neighbours;
  private final List<AdminRoutes> routes;
  private final boolean isConsole;
  private final Health health;
  private final Meters meters;
  private final Map<String, Command> commands = new HashMap<>();
  private final RequestIds ids = new RequestIds();
  private final List<HttpServer> servers = new ArrayList<>();

  public AdminVerticle(
      AdminConfig config,
      Neighbours neighbours,
      List<AdminRoutes> routes,
      boolean isConsole,
      Health health,
      Meters meters) {
    this.config = config;
    this.neighbours = neighbours;
    this.routes = routes;
    this.isConsole = isConsole;
    this.health = health;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    listenToNodes();
    Router router = HealthRoutes.router(vertx, health, meters);
    if (isConsole) {
      routes.forEach(each -> each.addTo(router));
    }
    Future<?> admin = listen(router, config.host(), config.port());
    return config
        .health()
        .map(it -> listen(HealthRoutes.router(vertx, health, meters), it.host(), it.port()))
        .<Future<?>>map(open -> Future.all(admin, open))
        .orElse(admin);
  }

  private Future<HttpServer> listen(Router router, String host, int port) {
    HttpServer created = vertx.createHttpServer(options().setHost(host).setPort(port));
    servers.add(created);
    return created
        .requestHandler(router)
        .invalidRequestHandler(request -> HealthRoutes.refuse(request, ids))
        .listen();
  }

  /** Starting does not wait until all nodes know: they may be away. */
  private void listenToNodes() {
    routes.forEach(each -> commands.putAll(each.commands()));
    neighbours
        .answer(this::obey)
        .onFailure(fault -> LOG.warn("Other nodes cannot ask this one: {}", String.valueOf(fault)));
  }

  private Future<JsonObject> obey(JsonObject question) {
    String name = question.getString("command", "");
    Command command = commands.get(name);
    return command == null
        ? Future.failedFuture("this node does not know the command '" + name + "'")
        : command.answer(question);
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(60)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  @Override
  public Future<?> stop() {
    return Future.join(
        servers.stream()
            .map(server -> server.shutdown(DRAIN_MILLIS, TimeUnit.MILLISECONDS))
            .toList());
  }
}
