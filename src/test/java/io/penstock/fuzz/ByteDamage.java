package io.penstock.fuzz;

import java.io.ByteArrayOutputStream;

/** Ways to spoil bytes that know nothing of what they mean. */
enum ByteDamage {
  FLIPPED("a bit flipped"),
  SET("a byte set"),
  INSERTED("bytes inserted"),
  DELETED("bytes deleted"),
  DOUBLED("bytes doubled"),
  TRUNCATED("truncated"),
  APPENDED("bytes appended"),
  MOVED("bytes moved");

  private static final java.util.List<ByteDamage> ALL = java.util.List.of(values());

  final String words;

  ByteDamage(String words) {
    this.words = words;
  }

  static ByteDamage any(Dice dice) {
    return dice.oneOf(ALL);
  }

  byte[] to(byte[] bytes, Dice dice) {
    if (bytes.length == 0) {
      return dice.bytes(1 + dice.below(4));
    }
    int from = dice.below(bytes.length);
    int to = Math.min(bytes.length, from + dice.skewed(bytes.length));
    return switch (this) {
      case FLIPPED -> with(bytes, from, bytes[from] ^ (1 << dice.below(8)));
      case SET -> with(bytes, from, dice.below(256));
      case INSERTED -> splice(bytes, from, from, dice.bytes(dice.skewed(20)));
      case DELETED -> splice(bytes, from, to, new byte[0]);
      case DOUBLED -> splice(bytes, to, to, part(bytes, from, to));
      case TRUNCATED -> part(bytes, 0, from);
      case APPENDED -> splice(bytes, bytes.length, bytes.length, dice.bytes(dice.skewed(20)));
      case MOVED -> {
        byte[] rest = splice(bytes, from, to, new byte[0]);
        int at = dice.below(rest.length + 1);
        yield splice(rest, at, at, part(bytes, from, to));
      }
    };
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  /** With {@code instead} in the place of {@code [from, to)}. */
  static byte[] splice(byte[] bytes, int from, int to, byte[] instead) {
    var spliced = new ByteArrayOutputStream(bytes.length + instead.length);
    spliced.write(bytes, 0, from);
    spliced.writeBytes(instead);
    spliced.write(bytes, to, bytes.length - to);
    return spliced.toByteArray();
  }
}
