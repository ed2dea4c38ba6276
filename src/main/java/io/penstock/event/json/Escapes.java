package io.penstock.event.json;

/** Characters that a JSON text writes as {@code \\u} and four digits. */
public final class Escapes {
  private static final byte[] REPLACEMENT = {'\\', 'u', 'f', 'f', 'f', 'd'};

  private Escapes() {}

  /**
   * How many bytes the character takes whose escape begins there: 6, or 12 for a pair of
   * surrogates. 0 where it is a surrogate alone, which is lawful and no character.
   */
  public static int length(byte[] json, int escape) {
    if (!isSurrogate(json, escape)) {
      return 6;
    }
    int next = escape + 6;
    boolean isPair =
        isHigh(json, escape)
            && json[next] == '\\'
            && json[next + 1] == 'u'
            && isSurrogate(json, next)
            && !isHigh(json, next);
    return isPair ? 12 : 0;
  }

  /** Well-formed JSON with U+FFFD for each surrogate that is alone. */
  public static byte[] withoutLoneSurrogates(byte[] json) {
    byte[] result = json.clone();
    for (int at = 0; at < json.length; ) {
      if (json[at] != '\\') {
        at++;
      } else if (json[at + 1] != 'u') {
        at += 2;
      } else {
        int length = length(json, at);
        if (length == 0) {
          System.arraycopy(REPLACEMENT, 0, result, at, REPLACEMENT.length);
          length = REPLACEMENT.length;
        }
        at += length;
      }
    }
    return result;
  }

  /** D800 to DFFF. */
  private static boolean isSurrogate(byte[] json, int escape) {
    return (json[escape + 2] | 0x20) == 'd' && hex(json[escape + 3]) >= 8;
  }

  /** Of surrogates, D800 to DBFF. */
  private static boolean isHigh(byte[] json, int escape) {
    return hex(json[escape + 3]) < 12;
  }

  private static int hex(byte digit) {
    return Character.digit(digit, 16);
  }
}
