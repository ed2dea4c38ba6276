package io.penstock.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a text at a time, the first of them in the lowest bits. */
public final class EightBytes {
  static final long ONES = 0x0101010101010101L;
  static final long HIGHS = 0x8080808080808080L;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  /** Those from {@code at} on; there must be as many. */
  public static long at(byte[] text, int at) {
    return (long) EIGHT.get(text, at);
  }

  /**
   * The high bit of each byte that is this ASCII character, else zero; bytes above the lowest such
   * may be marked wrongly, none is missed.
   */
  public static long having(char ascii, long eight) {
    long zeroWhereOne = eight ^ (ONES * ascii);
    return (zeroWhereOne - ONES) & ~zeroWhereOne & HIGHS;
  }
}
