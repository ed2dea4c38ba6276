package io.penstock.event;

/** A field that a table holds in a column of its own, beside the event's whole text. */
public record Column(String name, Type type) {
  /** What a column holds; each sink has its own name for it. */
  public enum Type {
    TEXT,
    NUMBER,
    /** JSON, kept as its text. */
    JSON
  }
}
