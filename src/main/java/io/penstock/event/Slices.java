package io.penstock.event;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The events of one request that may be kept, as places in the request's bytes, and what is wrong
 * with the others. Handed over by reference and never changed after that.
 */
public final class Slices {
  private static final int[] NO_KEYS = {};
  private static final byte[][] NO_IDS = {};

  private final byte[] body;
  private final int count;
  private final int[] places;
  private final int[] keys;
  private final byte[][] newIds;
  private final int bytes;
  private final int duplicates;
  private final int rejected;
  private final List<Violation> violations;
  private final List<Violation> warnings;

  Slices(
      byte[] body,
      int count,
      int[] places,
      int[] keys,
      byte[][] newIds,
      int duplicates,
      int rejected,
      List<Violation> violations,
      List<Violation> warnings) {
    this.body = body;
    this.count = count;
    this.places = places;
    this.keys = keys;
    this.newIds = newIds;
    this.bytes = sum(places, count);
    this.duplicates = duplicates;
    this.rejected = rejected;
    this.violations = violations;
    this.warnings = warnings;
  }

  /** A request that is one event, with nothing around it. */
  static Slices whole(byte[] body) {
    return new Slices(
        body, 1, new int[] {0, body.length}, NO_KEYS, NO_IDS, 0, 0, List.of(), List.of());
  }

  /** A request of which no event may be kept. */
  static Slices none(byte[] body, int rejected, List<Violation> violations) {
    return new Slices(body, 0, new int[0], NO_KEYS, NO_IDS, 0, rejected, violations, List.of());
  }

  private static int sum(int[] places, int count) {
    int bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += places[2 * i + 1] - places[2 * i];
    }
    return bytes;
  }

  /** How many events may be kept. */
  public int count() {
    return count;
  }

  /** Their bytes, together. */
  public int bytes() {
    return bytes;
  }

  /** Events that stood in the request before, to the byte. */
  public int duplicates() {
    return duplicates;
  }

  /** Events that break a rule. */
  public int rejected() {
    return rejected;
  }

  public List<Violation> violations() {
    return violations;
  }

  /** What senders should hear of events that may be kept all the same. */
  public List<Violation> warnings() {
    return warnings;
  }

  /** How many bytes the event has. */
  public int eventBytes(int index) {
    return places[2 * index + 1] - places[2 * index];
  }

  /** Puts the event's bytes into a buffer that has room for them. */
  public void putEvent(int index, ByteBuffer into) {
    into.put(body, places[2 * index], eventBytes(index));
  }

  /** A copy of the event's bytes. */
  public byte[] event(int index) {
    return Arrays.copyOfRange(body, places[2 * index], places[2 * index + 1]);
  }

  /** Whether the event has a key of its own; {@link #key} is it. */
  public boolean hasKey(int index) {
    return keys.length > 0 && keys[2 * index] >= 0;
  }

  /** A copy of the bytes that decide the event's partition; of a text, what its quotes hold. */
  public byte[] key(int index) {
    return Arrays.copyOfRange(body, keys[2 * index], keys[2 * index + 1]);
  }

  /** Whether the event came without an id; {@link #newId} is the one it was given. */
  public boolean hasNewId(int index) {
    return newIds.length > 0 && newIds[index].length > 0;
  }

  public byte[] newId(int index) {
    return newIds[index];
  }
}
