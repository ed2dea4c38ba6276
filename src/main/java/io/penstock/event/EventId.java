package io.penstock.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/** Ids of events: what is one, and new ones for events that come without. */
public final class EventId {
  public static final int BYTES_MAX = 128;

  /** 9a6c2f0e-5f0b-4c3e-8a57-70656e73746b: drawn once; another would name old events anew. */
  private static final byte[] NAMESPACE =
      ByteBuffer.allocate(16).putLong(0x9a6c2f0e5f0b4c3eL).putLong(0x8a5770656e73746bL).array();

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private EventId() {}

  /** Text that can be an id: 1 to 128 bytes of UTF-8, no control characters, no lone surrogates. */
  public static boolean isLawful(String id) {
    return !id.isEmpty()
        && id.codePoints().noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF))
        && id.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX;
  }

  /** The text, cut where it is longer than any id; for messages. */
  public static String abridged(String text) {
    if (text.length() <= BYTES_MAX) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(BYTES_MAX - 1));
    return text.substring(0, pair ? BYTES_MAX - 1 : BYTES_MAX) + "…";
  }

  /**
   * A UUID of version 7 (RFC 9562): the time in milliseconds, then 74 random bits. As text in
   * ASCII.
   */
  public static byte[] uuid7(long epochMillis, RandomGenerator random) {
    long high = (epochMillis << 16) | 0x7000 | (random.nextLong() & 0xfff);
    long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    return text(high, low);
  }

  /** A UUID of version 5 (RFC 9562) in Penstock's own namespace. As text in ASCII. */
  public static byte[] uuid5(byte[] name) {
    MessageDigest sha1 = sha1();
    sha1.update(NAMESPACE);
    ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name));
    long high = (digest.getLong() & ~0xf000L) | 0x5000;
    long low = 0x8000_0000_0000_0000L | (digest.getLong() & 0x3fff_ffff_ffff_ffffL);
    return text(high, low);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }

  private static byte[] text(long high, long low) {
    byte[] text = new byte[36];
    write(high >>> 32, 8, text, 0);
    write(high >>> 16, 4, text, 9);
    write(high, 4, text, 14);
    write(low >>> 48, 4, text, 19);
    write(low, 12, text, 24);
    text[8] = text[13] = text[18] = text[23] = '-';
    return text;
  }

  private static void write(long value, int digits, byte[] text, int at) {
    for (int i = 0; i < digits; i++) {
      text[at + i] = HEX[(int) (value >>> (4 * (digits - 1 - i))) & 15];
    }
  }
}
