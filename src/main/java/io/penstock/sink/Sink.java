package io.penstock.sink;

import io.penstock.ledger.Checkpoint;
import java.util.Optional;

/**
 * A destination for batches. Runs on virtual threads, so it may block. {@link #encode} may be
 * called while an earlier batch is written; apart from that one call is made at a time, so that a
 * sink needs no locks.
 */
public interface Sink extends AutoCloseable {
  /**
   * Connects and prepares the destination.
   *
   * @throws SinkFault where that fails; it keeps this sink, and only this sink, from starting
   * @throws InUse where another process has it; this one stands by
   */
  void open();

  /**
   * Whether the sink keeps its own checkpoints. Such a sink is never told where to go on: without a
   * checkpoint it holds nothing, and is filled from the oldest record.
   */
  default boolean keepsCheckpoints() {
    return false;
  }

  /**
   * Whether the end of each range is to be told to the group before it is written. A sink that can
   * keep no checkpoint beside its rows, and cannot tell by an identity whether it has one, needs to
   * be offered the same range again by whoever comes next: only that it can recognize.
   */
  default boolean wantsIntents() {
    return false;
  }

  /**
   * Where to go on, from a sink that keeps its own checkpoint; asked whenever a partition is
   * assigned.
   */
  default Optional<Checkpoint> checkpoint(String topic, int partition) {
    return Optional.empty();
  }

  /**
   * Turns events into the destination's types and changes nothing outside; what does not fit is set
   * aside, and that is final.
   *
   * @throws SinkFault where the destination had to be asked what fits, and did not answer
   */
  Encoded encode(Batch batch);

  /**
   * Writes the rows and, in the same transaction where the sink keeps one, the new checkpoint.
   * Called only once what was set aside has its new home, so it may hold no rows.
   *
   * @throws SinkFault only where the sink itself is at fault
   */
  Outcome write(Encoded encoded);

  /** Lets go of connections. Safe to call when {@link #open} never succeeded. */
  @Override
  void close();
}
