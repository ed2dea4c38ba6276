package io.penstock.event.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What stands between the quotes of a JSON string that {@link JsonScanner} has passed. */
public final class JsonText {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {}

  public static String utf8(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /**
   * The text that {@code bytes[from, to)}, without its quotes, stands for; a lone surrogate stays
   * one.
   */
  public static String decoded(byte[] bytes, int from, int to) {
    return isEscaped(bytes, from, to) ? unescape(utf8(bytes, from, to)) : utf8(bytes, from, to);
  }

  /**
   * As {@link #decoded}, in UTF-8. Lone surrogates, which UTF-8 has no bytes for, keep their escape
   * behind a byte that no UTF-8 holds, so that they stay different from one another.
   */
  static byte[] unescaped(byte[] bytes, int from, int to) {
    String text = decoded(bytes, from, to);
    var utf8 = new ByteArrayOutputStream(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
              if (lone) {
                utf8.write(0xff);
              }
              utf8.writeBytes(
                  (lone ? Integer.toHexString(c) : Character.toString(c))
                      .getBytes(StandardCharsets.UTF_8));
            });
    return utf8.toByteArray();
  }

  public static boolean isEscaped(byte[] bytes, int from, int to) {
    for (int i = PlainText.end(bytes, from, to); i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private static String unescape(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      if (escape == 'u') {
        text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(meaningOf(escape));
      }
    }
    return text.toString();
  }

  private static char meaningOf(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  /** As {@link #quote}, in bytes of its own. */
  public static byte[] quoted(String text) {
    var json = new ByteArrayOutputStream(text.length() + 16);
    quote(text, json);
    return json.toByteArray();
  }

  /** Writes {@code text} as a JSON string with its quotes, in UTF-8; lone surrogates as escapes. */
  public static void quote(String text, ByteArrayOutputStream out) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || isLoneSurrogate(text, i)) {
        json.append("\\u")
            .append(HEX[c >> 12])
            .append(HEX[c >> 8 & 15])
            .append(HEX[c >> 4 & 15])
            .append(HEX[c & 15]);
      } else {
        json.append(c);
      }
    }
    out.writeBytes(json.append('"').toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
