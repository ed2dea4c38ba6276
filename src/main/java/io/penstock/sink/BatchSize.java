package io.penstock.sink;

import java.time.Duration;

/**
 * How large batches are of a kind of sink, where nobody says otherwise.
 *
 * @param linger since its first event
 */
public record BatchSize(int eventsMax, long bytesMax, Duration linger) {
  /** For a destination that takes small batches as well as large ones. */
  public static final BatchSize PROMPT = new BatchSize(10_000, 8 << 20, Duration.ofMillis(200));
}
