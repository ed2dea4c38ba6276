package io.penstock.ingest.http;

import io.penstock.batch.Credit;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A request's body as it arrives. Its bytes take credit, unless it was {@linkplain #hold held} for
 * them before; what is held is given back once, at the end.
 */
final class Body {
  private static final int FIRST_BYTES_MAX = 64 << 10;

  private final Credit credit;
  private final long expected;
  private byte[] bytes;
  private int length;
  private long held;

  /**
   * {@code expected} is what the sender announces, 0 where it does not; it is believed up to 64
   * KiB, and beyond when these are here.
   */
  Body(Credit credit, long expected) {
    this.credit = credit;
    this.expected = expected;
    this.bytes = new byte[(int) Math.min(expected, FIRST_BYTES_MAX)];
  }

  /** Answers false, and keeps nothing, where no credit is left. */
  boolean add(Buffer chunk) {
    long beyond = length + chunk.length() - held;
    if (beyond > 0 && !hold(beyond)) {
      return false;
    }
    if (length + chunk.length() > bytes.length) {
      grow(length + chunk.length());
    }
    chunk.getBytes(bytes, length);
    length += chunk.length();
    return true;
  }

  /** An announcement costs credit, so that its bytes are bounded, however many there are. */
  private void grow(int needed) {
    long announced = Math.min(expected, held);
    bytes =
        Arrays.copyOf(
            bytes, announced >= needed ? (int) announced : Math.max(needed, bytes.length * 2));
  }

  /**
   * Takes credit for bytes to come, or for those that stand beside the body, as inflated ones do.
   */
  boolean hold(long more) {
    if (!credit.take(more)) {
      return false;
    }
    held += more;
    return true;
  }

  void release() {
    credit.giveBack(held);
    held = 0;
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
