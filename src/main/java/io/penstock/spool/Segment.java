package io.penstock.spool;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the spool. Its name says all that has to be known to read it: its number, the number
 * of its first record, and the mark that each entry begins with. Nobody outside can guess the mark,
 * so no event can pass for an entry when what is damaged is searched.
 */
final class Segment {
  static final int HEADER_BYTES = 36;

  private static final int CHECKED_BYTES = 32;
  private static final int MAGIC = 0x5053_504C; // PSPL
  private static final int VERSION = 1;
  private static final Pattern NAME =
      Pattern.compile("(\\d{10})-(\\d{19})-([0-9a-f]{16})\\.segment");

  private final long number;
  private final long first;
  private final long mark;
  private final AtomicLong bytes = new AtomicLong();

  Segment(long number, long first, long mark) {
    this.number = number;
    this.first = first;
    this.mark = mark;
  }

  /** Empty where the name is none of ours. */
  static Optional<Segment> named(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Segment(
              Long.parseLong(parts.group(1)),
              Long.parseLong(parts.group(2)),
              Long.parseUnsignedLong(parts.group(3), 16)));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  String name() {
    return "%010d-%019d-%016x.segment".formatted(number, first, mark);
  }

  long number() {
    return number;
  }

  /** The number of the first record, also where there is none. */
  long first() {
    return first;
  }

  long mark() {
    return mark;
  }

  long bytes() {
    return bytes.get();
  }

  void grow(long by) {
    bytes.addAndGet(by);
  }

  /** What the file begins with: for people and later versions, since the name says it too. */
  ByteBuffer header() {
    ByteBuffer header =
        ByteBuffer.allocate(HEADER_BYTES)
            .putInt(MAGIC)
            .putInt(VERSION)
            .putLong(number)
            .putLong(first)
            .putLong(mark);
    return header.putInt(Checksum.of(header, 0, CHECKED_BYTES)).flip();
  }

  /** Whether the file was surely written by a version that does it in another way. */
  static boolean isOfAnotherVersion(ByteBuffer header) {
    return header.remaining() == HEADER_BYTES
        && header.getInt(0) == MAGIC
        && header.getInt(4) != VERSION
        && header.getInt(CHECKED_BYTES) == Checksum.of(header, 0, CHECKED_BYTES);
  }

  @Override
  public String toString() {
    return name();
  }
}
