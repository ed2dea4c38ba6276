package io.penstock.command.send;

import java.time.Duration;
import java.util.List;

/** What the server said to one request. */
sealed interface Answer {
  /** Repeating the request would change nothing. */
  sealed interface Final extends Answer {}

  /**
   * Every event got its verdict.
   *
   * @param rejections one for each rejected event that the server names
   */
  record Judged(long accepted, long duplicates, long rejected, List<Rejection> rejections)
      implements Final {}

  /** Too many events or bytes for one request; nothing was kept. */
  record TooLarge() implements Final {}

  /** The request is refused, and so would be the next. */
  record Refused(int exitCode, String why, String advice) implements Final {}

  /** Nothing is known, or nothing was kept; the same request may succeed later. */
  record Later(String why, Duration after) implements Answer {}
}
