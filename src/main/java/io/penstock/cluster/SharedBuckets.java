package io.penstock.cluster;

import io.vertx.core.Future;

/**
 * Token buckets that all nodes take from. Every answer comes within {@link SharedMap#ANSWER_MAX} or
 * fails. A key has several buckets, which fill up side by side; a new one is empty.
 */
public interface SharedBuckets {
  /**
   * How buckets fill up. Each call says it, so that whatever is changed holds at once.
   *
   * @param perSecond thousandths of a token that come each second, so that parts of one are not
   *     lost
   * @param capacities tokens, of each bucket
   */
  record Filling(long[] perSecond, long[] capacities) {}

  /** Takes so many tokens of each bucket, or what there is; answers how many. */
  Future<long[]> take(String key, Filling filling, long[] wanted);
}
