package io.penstock.event.json;

/** Characters beyond ASCII, as table 3-7 of the Unicode standard allows their bytes. */
final class Utf8 {
  private Utf8() {}

  /** Moves past one character of two to four bytes; answers where the next begins. */
  static int skip(byte[] text, int at, int end) throws MalformedJson {
    int length = length(byteAt(text, at, end), byteAt(text, at + 1, end));
    for (int i = at + 2; i < at + length; i++) {
      if (!isWithin(byteAt(text, i, end), 0x80, 0xBF)) {
        length = 0;
      }
    }
    if (length == 0) {
      throw new MalformedJson(at, "bytes that are not UTF-8");
    }
    return at + length;
  }

  /** How many bytes a character has that begins with these two; 0 where none does. */
  private static int length(int lead, int second) {
    return switch (lead >> 4) {
      case 0xC, 0xD -> lead >= 0xC2 && isWithin(second, 0x80, 0xBF) ? 2 : 0;
      case 0xE -> isWithin(second, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) ? 3 : 0;
      case 0xF ->
          lead <= 0xF4 && isWithin(second, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF)
              ? 4
              : 0;
      default -> 0;
    };
  }

  private static boolean isWithin(int value, int min, int max) {
    return value >= min && value <= max;
  }

  /** The byte there, unsigned; -1 past the end. */
  private static int byteAt(byte[] text, int at, int end) {
    return at < end ? text[at] & 0xff : -1;
  }
}
