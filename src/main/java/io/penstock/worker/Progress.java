package io.penstock.worker;

import java.time.Duration;

/** What a worker says at the end of a step. */
public sealed interface Progress {
  /** There is more to do at once. */
  record More() implements Progress {}

  /** There is nothing to do for so long. */
  record Rest(Duration time) implements Progress {}
}
