package io.penstock.event.json;

import java.util.Arrays;

/**
 * The names met so far in one object: open addressing, cleared by a new generation and not by
 * wiping. After an object of very many names it starts small again.
 */
public final class SeenNames {
  private static final int FEWEST = 64;
  private static final int KEPT_MAX = 1_024;
  private static final byte[] NOTHING = {};

  private int[] slots = new int[FEWEST];
  private long[] generations = new long[FEWEST];
  private byte[][] sources = new byte[FEWEST][];
  private int[] from = new int[FEWEST];
  private int[] to = new int[FEWEST];
  private long[] hashes = new long[FEWEST];
  private long generation;
  private int count;
  private boolean repeated;

  /** Lets go of the bytes of the object before. */
  public void clear() {
    if (slots.length > KEPT_MAX) {
      startSmall();
    }
    Arrays.fill(sources, 0, count, NOTHING);
    generation++;
    count = 0;
    repeated = false;
  }

  private void startSmall() {
    slots = new int[FEWEST];
    generations = new long[FEWEST];
    sources = new byte[FEWEST][];
    from = new int[FEWEST];
    to = new int[FEWEST];
    hashes = new long[FEWEST];
    count = 0;
  }

  boolean repeated() {
    return repeated;
  }

  /**
   * Whether the name is new. One of an object inside of it is told apart where its hash is mixed
   * with something of that object.
   */
  public boolean add(byte[] source, int nameFrom, int nameTo, long hash) {
    int slot = (int) hash & (slots.length - 1);
    while (generations[slot] == generation) {
      int other = slots[slot];
      if (hashes[other] == hash
          && Arrays.equals(source, nameFrom, nameTo, sources[other], from[other], to[other])) {
        repeated = true;
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    generations[slot] = generation;
    slots[slot] = count;
    keep(source, nameFrom, nameTo, hash);
    return true;
  }

  private void keep(byte[] source, int nameFrom, int nameTo, long hash) {
    sources[count] = source;
    from[count] = nameFrom;
    to[count] = nameTo;
    hashes[count++] = hash;
    if (count * 2 > slots.length) {
      grow();
    }
  }

  private void grow() {
    int size = slots.length * 2;
    sources = Arrays.copyOf(sources, size);
    from = Arrays.copyOf(from, size);
    to = Arrays.copyOf(to, size);
    hashes = Arrays.copyOf(hashes, size);
    slots = new int[size];
    generations = new long[size];
    generation = 1;
    for (int name = 0; name < count; name++) {
      int slot = (int) hashes[name] & (size - 1);
      while (generations[slot] == generation) {
        slot = (slot + 1) & (size - 1);
      }
      generations[slot] = generation;
      slots[slot] = name;
    }
  }
}
