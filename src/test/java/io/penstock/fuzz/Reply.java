package io.penstock.fuzz;

import io.penstock.fixture.Answer;

/** What a request came to, seen from its sender. */
sealed interface Reply {
  record Answered(Answer answer) implements Reply {}

  /** The server hung up and said nothing. */
  record Closed() implements Reply {}

  /** Neither an answer nor an end within the time that every request gets. */
  record Silent() implements Reply {}

  /** What came is no HTTP. */
  record Garbled(String what) implements Reply {}
}
