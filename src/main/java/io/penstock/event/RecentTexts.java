package io.penstock.event;

import io.penstock.event.json.Fields;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a field has had lately. A field with few values, such as an event's type, is read
 * without making each of them again. Not thread-safe.
 */
final class RecentTexts {
  /** Where two values share a slot, each makes room for the other. */
  private static final int SLOTS = 64;

  /** What is longer is not likely to come again. */
  private static final int BYTES_MAX = 64;

  private final byte[] @Nullable [] written = new byte @Nullable [SLOTS][];
  private final String[] texts = new String[SLOTS];

  RecentTexts() {
    Arrays.fill(texts, "");
  }

  /** What {@link Fields#text} says of a field that has a value. */
  String of(Fields event, int field) {
    int from = event.from(field);
    int to = event.to(field);
    if (to - from > BYTES_MAX) {
      return event.text(field);
    }
    int slot = slotOf(event.bytes(), from, to);
    byte @Nullable [] known = written[slot];
    if (known == null || !Arrays.equals(known, 0, known.length, event.bytes(), from, to)) {
      written[slot] = Arrays.copyOfRange(event.bytes(), from, to);
      texts[slot] = event.text(field);
    }
    return texts[slot];
  }

  private static int slotOf(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
