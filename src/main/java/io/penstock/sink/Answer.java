package io.penstock.sink;

import java.time.Duration;

/** What a bulk interface says of one event. */
public sealed interface Answer {
  record Stored(boolean repeated) implements Answer {}

  record Later(Complaint complaint, Duration after) implements Answer {}

  record Never(Complaint complaint) implements Answer {}
}
