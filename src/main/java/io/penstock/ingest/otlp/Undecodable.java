package io.penstock.ingest.otlp;

/** A request that is not what its content type says. */
final class Undecodable extends Exception {
  private static final long serialVersionUID = 1;

  Undecodable(String what) {
    super(what, null, false, false);
  }

  /** What is wrong, as part of a sentence. */
  String what() {
    return String.valueOf(getMessage());
  }
}
