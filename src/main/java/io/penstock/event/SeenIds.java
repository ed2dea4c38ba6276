package io.penstock.event;

import io.penstock.event.json.ByteHash;
import java.util.Arrays;

/** The ids of one request's events: open addressing over places in its bytes. */
final class SeenIds {
  private static final byte[] NOTHING = {};

  private byte[] body = NOTHING;
  private int[] slots = {};
  private int[] hashes = {};
  private int[] from = {};
  private int[] to = {};
  private byte[][] decoded = {};

  /** What stands in a slot at or below this is of an earlier request. */
  private int floor;

  /** Starts anew, for up to so many events. */
  void clear(byte[] body, int eventsMax) {
    this.body = body;
    int size = Integer.highestOneBit(Math.max(eventsMax, 8)) * 4;
    if (slots.length < size) {
      slots = new int[size];
      hashes = new int[size];
      from = new int[size];
      to = new int[size];
      decoded = new byte[size][];
      floor = 0;
    } else if (floor > Integer.MAX_VALUE / 2) {
      Arrays.fill(slots, 0);
      floor = 0;
    } else {
      floor += hashes.length;
    }
  }

  /**
   * Keeps the id at {@code body[idFrom, idTo)} as that of event {@code index}; answers the event
   * that had it first.
   */
  int firstWith(int idFrom, int idTo, int index) {
    return firstWith(body, idFrom, idTo, index, NOTHING);
  }

  /** Likewise, for an id that does not stand in the body as it is. */
  int firstWith(byte[] id, int index) {
    return firstWith(id, 0, id.length, index, id);
  }

  private int firstWith(byte[] id, int idFrom, int idTo, int index, byte[] kept) {
    int hash = (int) ByteHash.of(id, idFrom, idTo);
    int slot = hash & (slots.length - 1);
    while (slots[slot] > floor) {
      int other = slots[slot] - floor - 1;
      byte[] source = decoded[other].length == 0 ? body : decoded[other];
      if (hashes[other] == hash
          && Arrays.equals(id, idFrom, idTo, source, from[other], to[other])) {
        return other;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = floor + index + 1;
    hashes[index] = hash;
    from[index] = idFrom;
    to[index] = idTo;
    decoded[index] = kept;
    return index;
  }
}
