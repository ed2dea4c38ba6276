package io.penstock.sink.opensearch;

/** OpenSearch has answered, and has not done what it was asked. */
final class Refusal extends Exception {
  private final Trouble trouble;

  Refusal(Trouble trouble) {
    super(trouble.whole(), null, false, false);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }

  boolean isNotFound() {
    return trouble.status() == 404;
  }
}
