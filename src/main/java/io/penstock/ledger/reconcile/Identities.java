package io.penstock.ledger.reconcile;

import java.util.function.IntConsumer;

/**
 * Events by the hashes of their identities: as many as there are, in a few bytes each. Two
 * identities of 5 million share a hash once in a million times.
 */
final class Identities {
  static final byte EXPECTED = 1;
  static final byte SEEN = 2;
  static final byte SUSPECT = 4;
  static final byte CHANGED = 8;
  static final byte ALTERED = 16;
  private static final byte TAKEN = 64;
  private static final int SLOTS_AT_FIRST = 1 << 12;

  private final int max;
  private long[] hashes = new long[SLOTS_AT_FIRST];
  private long[] contents = new long[SLOTS_AT_FIRST];
  private int[] lines = new int[SLOTS_AT_FIRST];
  private byte[] marks = new byte[SLOTS_AT_FIRST];
  private int size;

  Identities(int max) {
    this.max = max;
  }

  /** The number of an identity until the next is added; -1 where it is not here. */
  int find(long hash) {
    int slot = slotOf(hash);
    return marks[slot] == 0 ? -1 : slot;
  }

  private int slotOf(long hash) {
    int slot = (int) hash & (hashes.length - 1);
    while (marks[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }

  /** Adds one that is not here; answers its number until the next is added. */
  int add(long hash, long content, int line) {
    if (size == max) {
      throw new NotFoundOut(
          "more than ledger.events-max, %d, events: narrow it with a later --since or --tenant"
              .formatted(max));
    }
    if (size++ >= hashes.length / 4 * 3) {
      grow();
    }
    int slot = slotOf(hash);
    hashes[slot] = hash;
    marks[slot] = TAKEN;
    place(slot, content, line);
    return slot;
  }

  void place(int slot, long content, int line) {
    contents[slot] = content;
    lines[slot] = line;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldContents = contents;
    int[] oldLines = lines;
    byte[] oldMarks = marks;
    hashes = new long[oldHashes.length * 2];
    contents = new long[hashes.length];
    lines = new int[hashes.length];
    marks = new byte[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldMarks[i] != 0) {
        int slot = slotOf(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        marks[slot] = oldMarks[i];
        place(slot, oldContents[i], oldLines[i]);
      }
    }
  }

  void mark(int slot, byte mark) {
    marks[slot] |= mark;
  }

  void unmark(int slot, byte mark) {
    marks[slot] &= (byte) ~mark;
  }

  boolean is(int slot, byte mark) {
    return (marks[slot] & mark) != 0;
  }

  long hash(int slot) {
    return hashes[slot];
  }

  long content(int slot) {
    return contents[slot];
  }

  int line(int slot) {
    return lines[slot];
  }

  int size() {
    return size;
  }

  void forEach(IntConsumer each) {
    for (int slot = 0; slot < marks.length; slot++) {
      if (marks[slot] != 0) {
        each.accept(slot);
      }
    }
  }
}
