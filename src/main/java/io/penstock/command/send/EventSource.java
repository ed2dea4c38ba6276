package io.penstock.command.send;

import io.penstock.command.client.CommandFailed;
import java.io.IOException;

/** Events in one of the shapes that files have. */
interface EventSource {
  void each(EventTaker taker) throws IOException, CommandFailed, InterruptedException;

  /** How the events of this source are best put into a request. */
  Form form();

  /** The share of what was read into memory that is done, from 0 to 1. */
  double share();
}
