package io.penstock.sink.objects;

import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SinkFault;
import java.io.IOException;
import java.time.Duration;

/** A store did not do what it was asked, or nobody knows whether it did. */
public final class StoreTrouble extends IOException {
  private static final Duration BREATHER = Duration.ofSeconds(5);

  private final Cause cause;
  private final String reason;

  /** The reason is for people. */
  public StoreTrouble(Cause cause, String reason) {
    super(reason);
    this.cause = cause;
    this.reason = reason;
  }

  /** The reason is for people. */
  public StoreTrouble(Cause cause, String reason, Throwable fault) {
    super(reason, fault);
    this.cause = cause;
    this.reason = reason;
  }

  /**
   * What a sink says then. No event is at fault, and a range must stay as it is, because objects
   * have their names from it: so it is always a hold, and never one that ends in halves.
   */
  public Outcome.Hold outcome() {
    return new Outcome.Hold(cause, reason, BREATHER);
  }

  /** For calls that have no outcome. */
  public SinkFault asSinkFault() {
    return new SinkFault(reason, this);
  }
}
