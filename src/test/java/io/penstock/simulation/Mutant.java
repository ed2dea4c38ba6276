package io.penstock.simulation;

/** One promise broken in one place, so that it can be seen that somebody notices. */
enum Mutant {
  /** All is as it should be. */
  NONE,
  /** The disk says that it has what it only means to write. */
  ACK_BEFORE_FSYNC,
  /** The group hears of records when they are read, not when the sink has them. */
  COMMIT_BEFORE_WRITE,
  /** Rows and checkpoint are written wherever the checkpoint stands. */
  NO_FENCE,
  /** Ranges are written that the group was not told of. */
  NO_INTENT,
  /** What was read and not written when a partition goes is taken for done. */
  DROP_ON_REVOKE,
  /** A node that stops forgets what it has in hand. */
  NO_FLUSH_ON_STOP
}
