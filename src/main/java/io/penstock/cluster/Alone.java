package io.penstock.cluster;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** One node, and no others. */
public final class Alone implements Cluster {
  private final String self;
  private final Clock clock;
  private final Map<String, SharedMap> maps = new ConcurrentHashMap<>();
  private final Map<String, SharedSet> sets = new ConcurrentHashMap<>();
  private final Map<String, SharedBuckets> buckets = new ConcurrentHashMap<>();

  public Alone(String self, Clock clock) {
    this.self = self;
    this.clock = clock;
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public SortedSet<String> nodes() {
    return new TreeSet<>(Set.of(self));
  }

  @Override
  public SharedMap map(String name) {
    return maps.computeIfAbsent(name, first -> new LocalMap(clock));
  }

  @Override
  public SharedSet set(String name) {
    return sets.computeIfAbsent(name, first -> new LocalSet());
  }

  @Override
  public SharedBuckets buckets(String name) {
    return buckets.computeIfAbsent(name, first -> new LocalBuckets(clock));
  }
}
