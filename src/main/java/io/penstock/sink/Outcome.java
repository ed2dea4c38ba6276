package io.penstock.sink;

import java.time.Duration;
import java.util.List;

/** What became of a batch. A sink reports one of these; it never decides what happens next. */
public sealed interface Outcome {
  /**
   * The destination has acknowledged every event.
   *
   * @param repeated so many were there already
   * @param conflicting so many of the repeated were there with other bytes; the first ones stay
   */
  record Delivered(int repeated, int conflicting) implements Outcome {}

  /**
   * The destination cannot take this now, whatever is in it: pause, and offer the same range again.
   */
  record Hold(Cause cause, String reason, Duration after) implements Outcome {}

  /**
   * The destination refuses the batch for something in it: halve it until the one event is found.
   */
  record Refused(Complaint complaint) implements Outcome {}

  /**
   * Another writer was first and nothing of this batch was written: go on where the sink's own
   * checkpoint says.
   */
  record Superseded() implements Outcome {}

  /**
   * Bulk interfaces answer event by event, in the order of the batch; only sinks that keep no
   * offset of their own.
   */
  record PerEvent(List<Answer> answers) implements Outcome {}

  /** Why a sink is held. */
  enum Cause {
    CAPACITY,
    ACCESS,
    SCHEMA,
    UNKNOWN
  }
}
