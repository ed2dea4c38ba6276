package io.penstock.event.json;

/** What most of a JSON string is: bytes that stand for themselves. Looked at eight at a time. */
final class PlainText {
  private PlainText() {}

  /**
   * The first byte from {@code at} that is a quote, a backslash, a control character or not ASCII;
   * or the end.
   */
  static int end(byte[] text, int at, int end) {
    int next = at;
    while (next + 8 <= end) {
      long special = specials(EightBytes.at(text, next));
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
    return EightBytes.having('"', eight)
        | EightBytes.having('\\', eight)
        | (((eight - EightBytes.ONES * ' ') | eight) & EightBytes.HIGHS);
  }
}
