package io.penstock.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Map;

/** Questions and acts that one feature adds to the admin listener. */
public interface AdminRoutes {
  void addTo(Router router);

  /** What this node does for others that ask over the bus, by name; doing it twice does no harm. */
  default Map<String, Command> commands() {
    return Map.of();
  }

  /** Answers another node; a failure is told to it in words. */
  @FunctionalInterface
  interface Command {
    Future<JsonObject> answer(JsonObject question);
  }
}
