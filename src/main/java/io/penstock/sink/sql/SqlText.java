package io.penstock.sink.sql;

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
