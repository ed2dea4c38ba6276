package io.penstock.client;

import java.time.Instant;
import java.util.Optional;

/** How the attempts went so far. Safe for all threads. */
final class Progress {
  private Optional<Instant> lastSuccess = Optional.empty();
  private String lastFailure = "";
  private int consecutiveFailures;

  synchronized void succeeded(Instant when) {
    lastSuccess = Optional.of(when);
    consecutiveFailures = 0;
  }

  synchronized void failed(String reason) {
    lastFailure = reason;
    consecutiveFailures++;
  }

  synchronized ForwarderHealth with(
      ForwarderHealth.ServerState server, int eventsHeld, long bytesHeld) {
    return new ForwarderHealth(
        server, lastSuccess, consecutiveFailures, lastFailure, eventsHeld, bytesHeld);
  }
}
