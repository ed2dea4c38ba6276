package io.penstock.cluster;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Buckets that a node has for itself. For any thread. */
public final class LocalBuckets implements SharedBuckets {
  private static final long[] NONE = {};

  private final Map<String, long[]> buckets = new ConcurrentHashMap<>();
  private final Clock clock;

  public LocalBuckets(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Future<long[]> take(String key, Filling filling, long[] wanted) {
    long now = clock.millis();
    long[][] taken = new long[1][];
    buckets.compute(
        key,
        (same, before) -> {
          long[] filled = Buckets.filled(before == null ? NONE : before, filling, now);
          taken[0] = Buckets.take(filled, wanted);
          return filled;
        });
    return Future.succeededFuture(taken[0]);
  }

  /** Of a key that nobody asks for any more. */
  public void forget(String key) {
    buckets.remove(key);
  }
}
