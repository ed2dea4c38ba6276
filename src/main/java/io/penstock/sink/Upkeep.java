package io.penstock.sink;

import java.time.Instant;
import java.util.Optional;

/**
 * Housekeeping in a destination: what grew old is packed, kept elsewhere, deleted. One node does it
 * for all. Blocks.
 */
public interface Upkeep extends AutoCloseable {
  /**
   * One bounded step, harmless when done twice. Says what it did, for the log of the node; empty
   * where there is nothing to do for now.
   *
   * @throws SinkFault where the destination does not do what it is asked
   */
  Optional<String> step(Instant now);

  /** Lets go of connections; a step may follow all the same. */
  @Override
  void close();
}
