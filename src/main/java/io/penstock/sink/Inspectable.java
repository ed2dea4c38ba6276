package io.penstock.sink;

import io.penstock.event.Stream;
import java.time.Duration;
import java.util.Optional;

/** A sink that shows what it really holds, to somebody who compares it with the log. */
public interface Inspectable {
  /** Whether it can be looked at from here; where another node has it, only there. */
  default boolean isHere() {
    return true;
  }

  /**
   * Looks at what the sink holds of one stream, on a connection of its own.
   *
   * @param tenant the one whose events are looked at; empty for all
   * @param atMost how long a question may take
   * @throws SinkFault where the sink cannot be asked now
   */
  Holdings inspect(Stream stream, Optional<String> tenant, Duration atMost);
}
