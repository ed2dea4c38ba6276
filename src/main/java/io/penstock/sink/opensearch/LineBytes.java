package io.penstock.sink.opensearch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Lines of JSON in the making. */
final class LineBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

  private byte[] bytes;
  private int length;

  LineBytes(int bytesExpected) {
    bytes = new byte[Math.max(64, bytesExpected)];
  }

  int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  LineBytes add(byte[] more) {
    return add(more, 0, more.length);
  }

  LineBytes add(byte[] more, int from, int to) {
    makeRoom(to - from);
    System.arraycopy(more, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Text of ASCII, as it is. */
  @SuppressWarnings("deprecation") // which is for other text than this
  LineBytes ascii(String text) {
    makeRoom(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
    return this;
  }

  LineBytes number(long value) {
    return ascii(Long.toString(value));
  }

  /** Well-formed JSON; white space that ends a line becomes a blank. */
  void oneLine(byte[] json) {
    int from = length;
    add(json);
    for (int i = from; i < length; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        bytes[i] = ' ';
      }
    }
  }

  /** UTF-8 as a JSON text with its quotes. */
  void quoted(byte[] utf8) {
    makeRoom(2 + 6 * utf8.length);
    int at = length;
    bytes[at++] = '"';
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        bytes[at++] = '\\';
        bytes[at++] = b;
      } else if (b >= 0 && b < ' ') {
        at = escape(b, at);
      } else {
        bytes[at++] = b;
      }
    }
    bytes[at++] = '"';
    length = at;
  }

  private int escape(byte control, int from) {
    int at = from;
    bytes[at++] = '\\';
    bytes[at++] = 'u';
    bytes[at++] = '0';
    bytes[at++] = '0';
    bytes[at++] = HEX[control >> 4];
    bytes[at++] = HEX[control & 15];
    return at;
  }

  private void makeRoom(int more) {
    if (bytes.length - length < more) {
      int enough = Math.addExact(length, more);
      bytes = Arrays.copyOf(bytes, Math.max(enough, bytes.length + bytes.length / 2));
    }
  }
}
