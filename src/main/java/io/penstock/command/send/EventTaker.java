package io.penstock.command.send;

import io.penstock.command.client.CommandFailed;

/** Is given the events of a file, in order. */
interface EventTaker {
  void take(Slice event) throws CommandFailed, InterruptedException;

  /** This one is not worth sending: no server would take it. */
  void leave(Rejection rejection);
}
