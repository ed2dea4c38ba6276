package io.penstock.spool;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The head of an entry in its file: the segment's mark, the length and the checksum of what
 * follows, the number of the first record in it and how many there are, and a checksum of the head
 * itself. With the numbers whoever reads over a gap knows exactly what is missing.
 *
 * @param length of the payload; an entry without one stands for records that a repair has missed
 */
record Frame(long first, int count, int length, int checksum) {
  static final int BYTES = 32;

  private static final int CHECKED_BYTES = 28;

  /** Puts a head at the beginning of {@code entry}, in front of the payload that is there. */
  static void complete(ByteBuffer entry, long mark, long first, int count) {
    int begin = entry.position();
    int length = entry.remaining() - BYTES;
    entry.putLong(begin, mark);
    entry.putInt(begin + 8, length);
    entry.putLong(begin + 12, first);
    entry.putInt(begin + 20, count);
    entry.putInt(begin + 24, Checksum.of(entry, begin + BYTES, length));
    entry.putInt(begin + CHECKED_BYTES, Checksum.of(entry, begin, CHECKED_BYTES));
  }

  /** Null where these bytes are no head of this segment. */
  static @Nullable Frame read(ByteBuffer head, long mark) {
    if (head.remaining() < BYTES
        || head.getLong(0) != mark
        || head.getInt(CHECKED_BYTES) != Checksum.of(head, 0, CHECKED_BYTES)) {
      return null;
    }
    return new Frame(head.getLong(12), head.getInt(20), head.getInt(8), head.getInt(24));
  }

  boolean isOf(ByteBuffer payload) {
    return payload.remaining() == length
        && Checksum.of(payload, payload.position(), length) == checksum;
  }

  /** The number of the record after the last. */
  long end() {
    return first + count;
  }
}
