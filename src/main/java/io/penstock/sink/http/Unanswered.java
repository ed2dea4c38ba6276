package io.penstock.sink.http;

import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import java.io.IOException;
import java.time.Duration;

/** What becomes of a batch that nobody has answered for; what was sent may have been done. */
public final class Unanswered {
  private static final Duration LATER = Duration.ofSeconds(5);

  private Unanswered() {}

  /** {@code server} is its name for people. */
  public static Outcome outcomeOf(String server, IOException fault) {
    return new Outcome.Hold(
        Cause.CAPACITY, server + " does not answer: " + fault.getMessage(), LATER);
  }
}
