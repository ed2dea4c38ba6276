package io.penstock.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What most of a JSON string is: bytes that stand for themselves. Looked at eight at a time. */
final class PlainText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private PlainText() {}

  /**
   * The first byte from {@code at} that is a quote, a backslash, a control character or not ASCII;
   * or the end.
   */
  static int end(byte[] text, int at, int end) {
    int next = at;
    while (next + 8 <= end) {
      long special = specials((long) EIGHT.get(text, next));
      if (special != 0) {
        return next + (Long.numberOfTrailingZeros(special) >>> 3);
      }
      next += 8;
    }
    while (next < end && text[next] >= ' ' && text[next] != '"' && text[next] != '\\') {
      next++;
    }
    return next;
  }

  /**
   * The high bit of each byte that needs a look; bytes above the lowest such may be marked wrongly,
   * none is missed.
   */
  private static long specials(long eight) {
    long quotes = eight ^ (ONES * '"');
    long backslashes = eight ^ (ONES * '\\');
    long found =
        ((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | (eight - ONES * ' ')
            | eight;
    return found & HIGHS;
  }
}
