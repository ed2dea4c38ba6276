package io.penstock.command;

/** Where the demo is, and its key: what client commands use where nothing is said. */
final class DemoDefaults {
  static final int HTTP_PORT = 8080;
  static final int ADMIN_PORT = 8081;
  static final String KEY = "demo-key";

  private DemoDefaults() {}
}
