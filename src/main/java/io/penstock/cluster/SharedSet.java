package io.penstock.cluster;

import io.vertx.core.Future;

/**
 * What all nodes have seen together, for some minutes. Each thing seen is a number that stands for
 * it, and has its era: things of one era are forgotten together, once there are {@link #ERAS} later
 * ones. There always is an answer: where others cannot be asked in time, it is what this node has
 * seen.
 */
public interface SharedSet {
  int ERAS = 12;

  /** What an answer may be. */
  enum Added {
    NEW,
    SEEN_BEFORE,
    /** There is no room for more of this era. */
    FULL
  }

  Future<Added> add(long era, long seen);

  /** As if it had not been seen. */
  Future<Void> remove(long era, long seen);
}
