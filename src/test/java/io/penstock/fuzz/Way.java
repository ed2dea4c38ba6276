package io.penstock.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ways through the door, as {@code docs/http.md} lists them. */
enum Way {
  OPEN(34, Kind.EVENTS, "/v1/streams/open/events", "open"),
  ANALYTICS(6, Kind.EVENTS, "/v1/streams/events/events", "events"),
  INGEST(8, Kind.EVENTS, "/ingest", "events"),
  EVENTS(6, Kind.EVENTS, "/v1/events", "events"),
  CLOUD(12, Kind.CLOUD, "/v1/cloudevents", "cloudevents"),
  CLOUD_STREAM(4, Kind.CLOUD, "/v1/streams/cloudevents/events", "cloudevents"),
  LOGS(8, Kind.OTLP, "/v1/logs", "logs"),
  METRICS(6, Kind.OTLP, "/v1/metrics", "otel_metrics"),
  TRACES(6, Kind.OTLP, "/v1/traces", "otel_traces"),
  RECEIPT(2, Kind.QUESTION, "/v1/receipts/", "application/json"),
  LIVE(2, Kind.QUESTION, "/health/live", "application/json"),
  READY(2, Kind.QUESTION, "/health/ready", "application/json"),
  HEALTH(2, Kind.QUESTION, "/health", "application/json"),
  OPENAPI(2, Kind.QUESTION, "/openapi.yaml", "application/yaml"),
  PROMETHEUS(1, Kind.QUESTION, "/metrics", "text/plain");

  /** What is sent and how it is answered. */
  enum Kind {
    EVENTS,
    CLOUD,
    OTLP,
    /** Nothing is sent. */
    QUESTION
  }

  private static final List<Way> BY_WEIGHT = byWeight();

  private final int weight;
  private final Kind kind;
  private final String path;
  private final String streamOrType;

  Way(int weight, Kind kind, String path, String streamOrType) {
    this.weight = weight;
    this.kind = kind;
    this.path = path;
    this.streamOrType = streamOrType;
  }

  private static List<Way> byWeight() {
    List<Way> ways = new ArrayList<>();
    for (Way way : values()) {
      for (int i = 0; i < way.weight; i++) {
        ways.add(way);
      }
    }
    return ways;
  }

  static Way any(Dice dice) {
    return dice.oneOf(BY_WEIGHT);
  }

  Kind kind() {
    return kind;
  }

  String path() {
    return path;
  }

  boolean isQuestion() {
    return kind == Kind.QUESTION;
  }

  /** Where the events go; the same name is that of the topic and of the table. */
  String stream() {
    return streamOrType;
  }

  /** Of the answer to a question. */
  String mediaType() {
    return streamOrType;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
