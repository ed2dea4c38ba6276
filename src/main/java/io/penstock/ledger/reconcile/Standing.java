package io.penstock.ledger.reconcile;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.Partition;

/**
 * How a sink and the log stand to each other in one partition.
 *
 * @param beginning the oldest offset that the log holds
 * @param from where the comparison begins
 * @param end where it ends, which is where the log ended
 */
public record Standing(
    Partition partition, long beginning, long from, long end, Checkpoint checkpoint) {

  boolean isSettled(long offset) {
    return offset < checkpoint.next();
  }

  /** Whether the sink was to read it at all. */
  boolean isTheSinks(long offset) {
    return offset >= checkpoint.start();
  }

  /** Records that are neither in the log nor behind the checkpoint. */
  public long gone() {
    return Math.max(0, beginning - checkpoint.next()) + Math.max(0, checkpoint.next() - end);
  }

  public long waiting() {
    return Math.max(0, end - Math.max(beginning, checkpoint.next()));
  }

  /** Offsets that no count explains. */
  public long unexplained() {
    return Math.abs(checkpoint.unexplained()) + gone();
  }
}
