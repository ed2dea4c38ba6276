package io.penstock.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.EightBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/** Text as UTF-8, which has no bytes for lone surrogates: they become U+FFFD. */
public final class CleanText {
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);

  private CleanText() {}

  public static byte[] utf8(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return mayHaveLost(utf8) ? cleaned(text) : utf8;
  }

  /**
   * For a lone surrogate stands a question mark, which most texts do not have. Looked at eight
   * bytes at a time: every event has such texts.
   */
  private static boolean mayHaveLost(byte[] utf8) {
    int at = 0;
    for (; at + Long.BYTES <= utf8.length; at += Long.BYTES) {
      if (EightBytes.having('?', EightBytes.at(utf8, at)) != 0) {
        return true;
      }
    }
    for (; at < utf8.length; at++) {
      if (utf8[at] == '?') {
        return true;
      }
    }
    return false;
  }

  private static byte[] cleaned(String text) {
    try {
      ByteBuffer utf8 =
          UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .replaceWith(REPLACEMENT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[utf8.remaining()];
      utf8.get(bytes);
      return bytes;
    } catch (CharacterCodingException impossible) {
      throw new IllegalStateException("what cannot be encoded is replaced", impossible);
    }
  }
}
