package io.penstock.event.analytics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Inet6Address;

/** What a text of ASCII looks like; its bytes are {@code text[from, to)}. */
@FunctionalInterface
interface Shape {
  boolean fits(byte[] text, int from, int to);

  /** A UUID of any version, in the form of 36 characters. */
  static boolean isUuid(byte[] text, int from, int to) {
    if (to - from != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      byte b = text[from + i];
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? b != '-' : Character.digit(b, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Four numbers with points between, as IPv4 writes itself, or any form of IPv6 without a zone.
   */
  static boolean isAddress(byte[] text, int from, int to) {
    return isIpv4(text, from, to) || isIpv6(text, from, to);
  }

  private static boolean isIpv4(byte[] text, int from, int to) {
    int numbers = 0;
    int at = from;
    while (numbers < 4) {
      int end = endOfDigits(text, at, to);
      if (end == at || end - at > 3 || (end - at > 1 && text[at] == '0')) {
        return false;
      }
      if (Integer.parseInt(new String(text, at, end - at, US_ASCII)) > 255) {
        return false;
      }
      numbers++;
      if (end == to || text[end] != '.') {
        return numbers == 4 && end == to;
      }
      at = end + 1;
    }
    return false;
  }

  /** The JDK knows all the forms; it is asked only for what cannot be the name of a host. */
  private static boolean isIpv6(byte[] text, int from, int to) {
    boolean colon = false;
    for (int i = from; i < to; i++) {
      colon |= text[i] == ':';
      if (Character.digit(text[i], 16) < 0 && text[i] != ':' && text[i] != '.') {
        return false;
      }
    }
    try {
      return colon && Inet6Address.ofLiteral(new String(text, from, to - from, US_ASCII)) != null;
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  /** Width and height in whole pixels, each of at most five digits. */
  static boolean isSize(byte[] text, int from, int to) {
    int x = endOfDigits(text, from, to);
    return isSide(from, x)
        && x < to
        && text[x] == 'x'
        && endOfDigits(text, x + 1, to) == to
        && isSide(x + 1, to);
  }

  private static boolean isSide(int from, int to) {
    return to > from && to - from <= 5;
  }

  /**
   * Names with slashes between, as the time zone database has them, or an offset, as browsers
   * report zones without a name. Whether the database has it, who knows.
   */
  static boolean isTimeZone(byte[] text, int from, int to) {
    return isOffset(text, from, to) || isZoneName(text, from, to);
  }

  /** As RFC 3339 writes it: a sign, two digits, a colon, two digits. */
  private static boolean isOffset(byte[] text, int from, int to) {
    return to - from == 6
        && (text[from] == '+' || text[from] == '-')
        && isDigit(text[from + 1])
        && isDigit(text[from + 2])
        && text[from + 3] == ':'
        && isDigit(text[from + 4])
        && isDigit(text[from + 5]);
  }

  private static boolean isZoneName(byte[] text, int from, int to) {
    boolean begins = true;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      boolean letter = isLetter(b);
      boolean inside = letter || isDigit(b) || b == '_' || b == '+' || b == '-' || b == '/';
      if (begins ? !letter : !inside) {
        return false;
      }
      begins = b == '/';
    }
    return !begins;
  }

  /** Subtags of one to eight letters and digits, the first of two letters or more. */
  static boolean isLanguage(byte[] text, int from, int to) {
    int primary = endOfSubtag(text, from, to);
    if (primary - from < 2 || endOfLetters(text, from, to) < primary) {
      return false;
    }
    int end = primary;
    while (end < to) {
      int next = text[end] == '-' ? endOfSubtag(text, end + 1, to) : -1;
      if (next <= end + 1) {
        return false;
      }
      end = next;
    }
    return true;
  }

  /** Where letters and digits end; -1 where there are more than eight. */
  private static int endOfSubtag(byte[] text, int from, int to) {
    int end = from;
    while (end < to && (isLetter(text[end]) || isDigit(text[end]))) {
      end++;
    }
    return end - from > 8 ? -1 : end;
  }

  private static int endOfLetters(byte[] text, int from, int to) {
    int end = from;
    while (end < to && isLetter(text[end])) {
      end++;
    }
    return end;
  }

  private static int endOfDigits(byte[] text, int from, int to) {
    int end = from;
    while (end < to && isDigit(text[end])) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }
}
