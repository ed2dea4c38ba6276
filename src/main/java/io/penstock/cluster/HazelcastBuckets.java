package io.penstock.cluster;

import com.hazelcast.map.IMap;
import io.penstock.observability.ClusterMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;

/** Buckets in a map of Hazelcast's. No thread of ours waits for it. */
final class HazelcastBuckets implements SharedBuckets {
  private final IMap<String, long[]> map;
  private final HazelcastAnswers answers;

  HazelcastBuckets(Vertx vertx, IMap<String, long[]> map, ClusterMeters meters) {
    this.map = map;
    this.answers = new HazelcastAnswers(vertx, map.getName(), meters);
  }

  @Override
  public Future<long[]> take(String key, Filling filling, long[] wanted) {
    return answers
        .of(() -> map.submitToKey(key, new BucketChange(filling, wanted)))
        .map(Objects::requireNonNull);
  }
}
