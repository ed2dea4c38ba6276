package io.penstock.sink;

import java.time.Duration;
import java.util.Optional;

/** What a bulk interface says of one event. */
public sealed interface Answer {
  record Stored(boolean repeated) implements Answer {}

  /**
   * Not now.
   *
   * @param after how long the destination asks to be left alone with it, where it does
   */
  record Later(Complaint complaint, Optional<Duration> after) implements Answer {}

  record Never(Complaint complaint) implements Answer {}
}
