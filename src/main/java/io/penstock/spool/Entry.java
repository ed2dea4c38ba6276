package io.penstock.spool;

import java.nio.ByteBuffer;

/**
 * What one append kept.
 *
 * @param segment the number of the file it is in
 * @param first the number of its first record
 * @param payload as it was given, from its position to its limit
 */
public record Entry(long segment, long first, int count, ByteBuffer payload) {
  /** The number of the record after the last. */
  public long end() {
    return first + count;
  }

  /** Whether a repair put it in the place of records that could not be read any more. */
  boolean isGap() {
    return !payload.hasRemaining();
  }
}
