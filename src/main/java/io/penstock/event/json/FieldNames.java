package io.penstock.event.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The top-level fields somebody wants to read, each with a number: its place in the list. */
public final class FieldNames {
  private final List<String> names;
  private final byte[][] bytes;
  private final int[] table;

  public FieldNames(List<String> names) {
    this.names = List.copyOf(names);
    this.bytes =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.table = new int[Integer.highestOneBit(Math.max(4, names.size())) * 4];
    for (int number = 0; number < bytes.length; number++) {
      int slot = slotOf(ByteHash.of(bytes[number], 0, bytes[number].length));
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = number + 1;
    }
  }

  public int size() {
    return names.size();
  }

  public String name(int number) {
    return names.get(number);
  }

  /** The number of a name; fails for one that is not in the list. */
  public int numberOf(String name) {
    int number = names.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException("no field " + name + " in " + names);
    }
    return number;
  }

  /**
   * The number of the name at {@code name[from, to)}, whose {@link ByteHash} is given; -1 when
   * nobody asked for it.
   */
  int find(byte[] name, int from, int to, long hash) {
    int slot = slotOf(hash);
    while (table[slot] != 0) {
      byte[] candidate = bytes[table[slot] - 1];
      if (java.util.Arrays.equals(name, from, to, candidate, 0, candidate.length)) {
        return table[slot] - 1;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return -1;
  }

  private int slotOf(long hash) {
    return (int) (hash >>> 40) & (table.length - 1);
  }
}
