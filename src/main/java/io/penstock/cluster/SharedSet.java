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

  /** Of one era, on a node alone, and in a cluster on all of them together. */
  int NUMBERS_MAX = 1 << 20;

  /** What an answer may be. */
  enum Added {
    NEW,
    SEEN_BEFORE,
    /** There is no room for more of this era. */
    FULL
  }

  /** How many of one era this node may add, so that all nodes together find room for theirs. */
  int shareMax();

  Future<Added> add(long era, long seen);

  /** As if it had not been seen. */
  Future<Void> remove(long era, long seen);

  /** Gives up what this node has of earlier eras, where no later ones come to do that. */
  void forgetBefore(long era);
}
