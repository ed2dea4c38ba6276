package io.penstock.sink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as SQL databases can hold it. */
public final class SqlText {
  private static final char REPLACEMENT = '\uFFFD';

  private SqlText() {}

  /** The text with U+0000 and lone surrogates replaced by U+FFFD; mostly the text itself. */
  public static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnholdable(text, i)) {
        return replaced(text);
      }
    }
    return text;
  }

  /** The {@link #clean} text as UTF-8. */
  public static byte[] utf8(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return isPlain(utf8) ? utf8 : clean(text).getBytes(UTF_8);
  }

  /**
   * Whether all is ASCII, and neither U+0000 nor the question mark that stands for a lone
   * surrogate: nearly every text is so. One of the two terms is negative for each other byte.
   */
  private static boolean isPlain(byte[] utf8) {
    int signs = 0;
    for (byte b : utf8) {
      signs |= (b - 1) | ((b ^ '?') - 1);
    }
    return signs >= 0;
  }

  private static String replaced(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (isUnholdable(text, i)) {
        chars[i] = REPLACEMENT;
      }
    }
    return new String(chars);
  }

  private static boolean isUnholdable(String text, int at) {
    char c = text.charAt(at);
    if (c == 0) {
      return true;
    }
    if (!Character.isSurrogate(c)) {
      return false;
    }
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** A name in double quotes, as standard SQL writes it. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
