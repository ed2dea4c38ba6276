package io.penstock.ingest.http;

import io.penstock.batch.Credit;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request's body as it arrives, in blocks, so that one that is refused midway has cost no more
 * than its own bytes. They take credit, unless it was {@linkplain #hold held} for them before; what
 * is held is given back once, at the end.
 */
final class Body {
  private static final int BLOCK_BYTES_MAX = 64 << 10;
  private static final byte[] NONE = {};

  private final Credit.Share credit;
  private final List<byte[]> full = new ArrayList<>(0);
  private byte[] block;
  private int used;
  private int length;
  private long held;

  /**
   * {@code expected} is what the sender announces, 0 where it does not; it is believed only up to
   * 64 KiB.
   */
  Body(Credit.Share credit, long expected) {
    this.credit = credit;
    this.block = new byte[(int) Math.min(expected, BLOCK_BYTES_MAX)];
  }

  /** Answers false, and keeps nothing, where no credit is left. */
  boolean add(Buffer chunk) {
    long beyond = length + chunk.length() - held;
    if (beyond > 0 && !hold(beyond)) {
      return false;
    }
    for (int from = 0; from < chunk.length(); ) {
      from += fill(chunk, from);
    }
    return true;
  }

  private int fill(Buffer chunk, int from) {
    int left = chunk.length() - from;
    if (used == block.length) {
      begin(Math.min(Math.max(left, length), BLOCK_BYTES_MAX));
    }
    int taken = Math.min(left, block.length - used);
    chunk.getBytes(from, from + taken, block, used);
    used += taken;
    length += taken;
    return taken;
  }

  private void begin(int bytes) {
    if (used > 0) {
      full.add(block);
    }
    block = new byte[bytes];
    used = 0;
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

  /** Gives up the bytes too: who hangs up on a sender lingers a while, and is not to keep them. */
  void release() {
    drop();
    credit.giveBack(held);
    held = 0;
  }

  private void drop() {
    full.clear();
    block = NONE;
    used = 0;
  }

  /** Up to 64 KiB of what came first. */
  byte[] beginning() {
    return full.isEmpty() ? Arrays.copyOf(block, used) : full.getFirst();
  }

  int length() {
    return length;
  }

  /** All that has arrived; to be asked for once. */
  byte[] bytes() {
    byte[] whole = full.isEmpty() && used == block.length ? block : joined();
    drop();
    return whole;
  }

  private byte[] joined() {
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] each : full) {
      System.arraycopy(each, 0, whole, at, each.length);
      at += each.length;
    }
    System.arraycopy(block, 0, whole, at, used);
    return whole;
  }
}
