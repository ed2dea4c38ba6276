package io.penstock.console;

import io.penstock.config.Section;

/** The part of the configuration under {@code admin}. */
public record AdminConfig(String host, int port) {
  public static AdminConfig read(Section admin) {
    return new AdminConfig(
        admin.text("host", "127.0.0.1"), admin.wholeNumber("port", 8081, 0, 65_535));
  }
}
