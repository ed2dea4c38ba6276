package io.penstock.cluster;

import io.penstock.cluster.SharedBuckets.Filling;

/**
 * The buckets of one key as numbers: first the time of the last change in milliseconds since 1970,
 * then the level of each in millionths of a token.
 */
final class Buckets {
  private static final long MILLIONTHS = 1_000_000;

  /** So that no product is too large; no bucket takes longer to fill up. */
  static final long FILLING_MILLIS_MAX = 60_000;

  private Buckets() {}

  /** As they are at that time; of a clock that went back nothing comes, and it is believed. */
  static long[] filled(long[] before, Filling filling, long nowMillis) {
    long[] after = new long[1 + filling.capacities().length];
    after[0] = nowMillis;
    if (before.length == after.length) {
      long millis = Math.clamp(nowMillis - before[0], 0, FILLING_MILLIS_MAX);
      for (int i = 1; i < after.length; i++) {
        long level = before[i] + filling.perSecond()[i - 1] * millis;
        after[i] = Math.min(level, filling.capacities()[i - 1] * MILLIONTHS);
      }
    }
    return after;
  }

  /** Takes whole tokens out; answers how many. */
  static long[] take(long[] buckets, long[] wanted) {
    long[] taken = new long[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      taken[i] = Math.clamp(wanted[i], 0, buckets[i + 1] / MILLIONTHS);
      buckets[i + 1] -= taken[i] * MILLIONTHS;
    }
    return taken;
  }
}
