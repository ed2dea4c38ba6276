package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.penstock.event.json.Escapes;
import java.io.ByteArrayOutputStream;

/**
 * JSON as ClickHouse's type of that name takes it. Lawful JSON may hold what that refuses, together
 * with the whole insert: lone surrogates become U+FFFD, and numbers that are neither 64 bits long
 * nor a finite Float64 become texts. An event's own bytes stand in {@code data}.
 */
final class CleanJson {
  /** Every number of so few digits fits 64 bits. */
  private static final int DIGITS_SAFE = 18;

  /** Every number of so few characters without an exponent is finite. */
  private static final int FLOAT_CHARS_SAFE = 300;

  private static final byte[] REPLACEMENT = {'\\', 'u', 'f', 'f', 'f', 'd'};

  private final byte[] json;
  private final int end;
  private final ByteArrayOutputStream clean = new ByteArrayOutputStream();
  private int at;
  private int copied;

  private CleanJson(byte[] json, int from, int to) {
    this.json = json;
    this.at = from;
    this.copied = from;
    this.end = to;
  }

  /** The value at {@code json[from, to)}, which is well-formed. */
  static void write(byte[] json, int from, int to, RowBytes out) {
    var it = new CleanJson(json, from, to);
    it.walk();
    if (it.copied == from) {
      out.verbatim(json, from, to);
    } else {
      it.clean.write(json, it.copied, to - it.copied);
      out.verbatim(it.clean.toByteArray());
    }
  }

  private void walk() {
    while (at < end) {
      byte b = json[at];
      if (b == '"') {
        at++;
        passText();
      } else if (b == '-' || (b >= '0' && b <= '9')) {
        passNumber();
      } else {
        at++;
      }
    }
  }

  private void passText() {
    while (json[at] != '"') {
      if (json[at] != '\\') {
        at++;
      } else if (json[at + 1] != 'u') {
        at += 2;
      } else {
        passCodeUnit();
      }
    }
    at++;
  }

  private void passCodeUnit() {
    int length = Escapes.length(json, at);
    if (length == 0) {
      replace(at, at + REPLACEMENT.length, REPLACEMENT);
    } else {
      at += length;
    }
  }

  private void passNumber() {
    int from = at;
    boolean isWhole = true;
    boolean isPower = false;
    while (at < end && isOfNumber(json[at])) {
      isWhole &= json[at] != '.' && (json[at] | 0x20) != 'e';
      isPower |= (json[at] | 0x20) == 'e';
      at++;
    }
    boolean isLarge = isPower || at - from > FLOAT_CHARS_SAFE;
    if (isWhole ? at - from > DIGITS_SAFE && !isLong(from) : isLarge && !isFinite(from)) {
      replace(from, at, quoted(from));
    }
  }

  private static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
  }

  private boolean isLong(int from) {
    try {
      if (json[from] == '-') {
        Long.parseLong(text(from));
      } else {
        Long.parseUnsignedLong(text(from));
      }
      return true;
    } catch (NumberFormatException tooLong) {
      return false;
    }
  }

  private boolean isFinite(int from) {
    return Double.isFinite(Double.parseDouble(text(from)));
  }

  private String text(int from) {
    return new String(json, from, at - from, US_ASCII);
  }

  private byte[] quoted(int from) {
    return ('"' + text(from) + '"').getBytes(US_ASCII);
  }

  private void replace(int from, int to, byte[] instead) {
    clean.write(json, copied, from - copied);
    clean.writeBytes(instead);
    copied = to;
    at = to;
  }
}
