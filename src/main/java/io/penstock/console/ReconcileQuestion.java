package io.penstock.console;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What a reconciliation is asked for. */
record ReconcileQuestion(
    String stream, int sinceSeconds, Optional<String> sink, Optional<String> tenant) {
  private static final int SINCE_SECONDS_MAX = 315_360_000;

  /** Empty where it is not complete. */
  static Optional<ReconcileQuestion> of(JsonObject json) {
    return json.getValue("stream") instanceof String stream
            && json.getValue("sinceSeconds") instanceof Integer seconds
            && seconds >= 1
            && seconds <= SINCE_SECONDS_MAX
        ? Optional.of(
            new ReconcileQuestion(stream, seconds, text(json, "sink"), text(json, "tenant")))
        : Optional.empty();
  }

  private static Optional<String> text(JsonObject json, String key) {
    return json.getValue(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  boolean wants(String name) {
    return sink.isEmpty() || sink.get().equals(name);
  }
}
