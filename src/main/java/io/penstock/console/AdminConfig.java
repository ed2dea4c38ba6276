package io.penstock.console;

import io.penstock.config.Section;
import java.util.Optional;

/**
 * The part of the configuration under {@code admin}.
 *
 * @param health where health and metrics are told to whoever asks, and nothing else is
 */
public record AdminConfig(String host, int port, Optional<Listener> health) {
  /** An address to listen on. */
  public record Listener(String host, int port) {}

  public static AdminConfig read(Section admin) {
    return new AdminConfig(
        admin.text("host", "127.0.0.1"),
        admin.wholeNumber("port", 8081, 0, 65_535),
        health(admin.section("health")));
  }

  private static Optional<Listener> health(Section health) {
    boolean enabled = health.truth("enabled", false);
    var listener =
        new Listener(health.text("host", "0.0.0.0"), health.wholeNumber("port", 9598, 0, 65_535));
    return Optional.of(listener).filter(it -> enabled);
  }
}
