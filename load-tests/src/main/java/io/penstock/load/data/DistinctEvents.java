package io.penstock.load.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;

/**
 * As many events as are wanted, each with an id of its own; the same number is always the same
 * event. They are seeded ones with another id, so that making one costs next to nothing.
 */
public final class DistinctEvents {
  private static final long SEED = 11;
  private static final int PATTERNS = 20_000;
  private static final int ID_AT = "{\"id\":\"".getBytes(UTF_8).length;
  private static final long FIRST_MILLIS = 1_795_219_200_000L;

  private final List<byte[]> patterns = Events.seeded(SEED, PATTERNS);

  public byte[] event(long number) {
    byte[] event = patterns.get((int) (number % PATTERNS)).clone();
    byte[] id = id(number).toString().getBytes(US_ASCII);
    System.arraycopy(id, 0, event, ID_AT, id.length);
    return event;
  }

  /** Of version 7, growing, with a tail that looks like chance. */
  private static UUID id(long number) {
    long head = (FIRST_MILLIS + number / 100) << 16 | 0x7000 | (number % 100);
    return new UUID(head, mixed(number) >>> 2 | Long.MIN_VALUE);
  }

  /** The finalizer of SplitMix64: neighbours share no bits. */
  private static long mixed(long number) {
    long z = (number + SEED) * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
