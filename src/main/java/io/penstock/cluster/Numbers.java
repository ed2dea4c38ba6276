package io.penstock.cluster;

import java.util.Arrays;

/**
 * A set of numbers in little memory: a table of them, half empty at least. One thread at a time.
 */
final class Numbers {
  private static final int ROOM_MIN = 64;
  private static final long FREE = 0;

  private long[] table = new long[ROOM_MIN];
  private int size;

  /** Answers whether it was not there. */
  boolean add(long number) {
    long mine = inTable(number);
    int at = find(mine);
    if (table[at] == mine) {
      return false;
    }
    table[at] = mine;
    size++;
    if (size > table.length / 2) {
      grow();
    }
    return true;
  }

  /** Those behind it that had to give way to it come nearer. */
  void remove(long number) {
    int at = find(inTable(number));
    if (table[at] == FREE) {
      return;
    }
    table[at] = FREE;
    size--;
    for (int next = after(at); table[next] != FREE; next = after(next)) {
      long moved = table[next];
      table[next] = FREE;
      table[find(moved)] = moved;
    }
  }

  int size() {
    return size;
  }

  private void grow() {
    long[] before = table;
    table = new long[before.length * 2];
    Arrays.stream(before)
        .filter(number -> number != FREE)
        .forEach(number -> table[find(number)] = number);
  }

  /** Where it is, or where it would be. */
  private int find(long number) {
    int at = (int) (number ^ (number >>> 32)) & (table.length - 1);
    while (table[at] != FREE && table[at] != number) {
      at = after(at);
    }
    return at;
  }

  private int after(int at) {
    return (at + 1) & (table.length - 1);
  }

  /** What stands for free is taken for its neighbour: of 2^64 numbers two are one. */
  private static long inTable(long number) {
    return number == FREE ? 1 : number;
  }
}
