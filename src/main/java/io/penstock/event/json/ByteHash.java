package io.penstock.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A hash of some bytes, eight at a time. Seed and multiplier are secrets of this process, so that
 * no sender can choose names or ids that collide.
 */
public final class ByteHash {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long SEED = RANDOM.nextLong();
  private static final long TIMES = RANDOM.nextLong() | 1;

  private ByteHash() {}

  public static long of(byte[] bytes, int from, int to) {
    long hash = SEED + to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mixed(hash ^ (long) EIGHT.get(bytes, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = (rest << 8) | (bytes[at] & 0xff);
    }
    return mixed(hash ^ rest);
  }

  private static long mixed(long hash) {
    long product = hash * TIMES;
    return product ^ (product >>> 32);
  }
}
