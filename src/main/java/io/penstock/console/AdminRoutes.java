package io.penstock.console;

import io.vertx.ext.web.Router;

/** Questions and acts that one feature adds to the admin listener. */
public interface AdminRoutes {
  void addTo(Router router);
}
