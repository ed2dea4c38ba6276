package io.penstock.load.torture.send;

import java.util.List;

/** What a visitor heard of an event. */
public sealed interface Reply {
  /** It is kept. */
  record Taken(Sent sent, boolean isSpooled) implements Reply {}

  /** It is not kept, unless the status is one of those that leave it open. */
  record Refused(int status, String code) implements Reply {}

  /** Nobody was there, or no answer came. */
  record Unheard() implements Reply {}

  /** A request as it was sent: its first event, and lines of its head. */
  record Sent(int first, List<String> lines) {}
}
