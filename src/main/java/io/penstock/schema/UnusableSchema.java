package io.penstock.schema;

/** A text that is no JSON Schema, or none that events can be held to; the message says why. */
public final class UnusableSchema extends Exception {
  private static final long serialVersionUID = 1;

  UnusableSchema(String why) {
    super(why);
  }
}
