package io.penstock.cluster;

import com.hazelcast.map.IMap;
import io.penstock.observability.ClusterMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A map of Hazelcast's. No thread of ours waits for it. */
final class HazelcastMap implements SharedMap {
  private final IMap<String, Entry> map;
  private final HazelcastAnswers answers;
  private final WorkerExecutor waiting;

  HazelcastMap(Vertx vertx, IMap<String, Entry> map, ClusterMeters meters) {
    this.map = map;
    this.answers = new HazelcastAnswers(vertx, map.getName(), meters);
    this.waiting = vertx.createSharedWorkerExecutor("penstock-shared-map", 1);
  }

  @Override
  public Future<Entry> claim(String key, Entry mine, Duration length) {
    return answers
        .of(() -> map.submitToKey(key, new EntryChange.Claim(mine, length.toMillis())))
        .map(Objects::requireNonNull);
  }

  @Override
  public Future<Void> release(String key, String owner) {
    return answers.of(() -> map.submitToKey(key, new EntryChange.Release(owner))).mapEmpty();
  }

  @Override
  public Future<Map<String, Entry>> read(Set<String> keys) {
    return answers
        .of(() -> map.submitToKeys(keys, new EntryChange.Look()))
        .map(HazelcastMap::present);
  }

  /** Hazelcast answers this only to a thread that waits, so one is there for it. */
  @Override
  public Future<Map<String, Entry>> all() {
    return answers.inTime(
        waiting
            .executeBlocking(() -> map.getAll(map.keySet()), false)
            .map(Objects::requireNonNull));
  }

  private static Map<String, Entry> present(Map<String, Entry> entries) {
    Map<String, Entry> present = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (entry != null) {
            present.put(key, entry);
          }
        });
    return present;
  }
}
