package io.penstock.command;

/** Where the demo listens and the key it takes, so that client commands find it without a word. */
public final class DemoDefaults {
  public static final int HTTP_PORT = 8080;
  public static final int ADMIN_PORT = 8081;

  /** No secret: the demo listens on loopback only. */
  public static final String KEY = "demo-key";

  static final String INGEST_URL = "http://127.0.0.1:" + HTTP_PORT;
  public static final String ADMIN_URL = "http://127.0.0.1:" + ADMIN_PORT;

  private DemoDefaults() {}
}
