package io.penstock.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.penstock.observability.ClusterMeters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A map of Hazelcast's. No thread of ours waits for it. */
final class HazelcastMap implements SharedMap {
  private final Vertx vertx;
  private final ClusterMeters meters;
  private final IMap<String, Entry> map;
  private final WorkerExecutor waiting;

  HazelcastMap(Vertx vertx, IMap<String, Entry> map, ClusterMeters meters) {
    this.vertx = vertx;
    this.meters = meters;
    this.map = map;
    this.waiting = vertx.createSharedWorkerExecutor("penstock-shared-map", 1);
  }

  @Override
  public Future<Entry> claim(String key, Entry mine, Duration length) {
    return answer(() -> map.submitToKey(key, new EntryChange.Claim(mine, length.toMillis())))
        .map(Objects::requireNonNull);
  }

  @Override
  public Future<Void> release(String key, String owner) {
    return answer(() -> map.submitToKey(key, new EntryChange.Release(owner))).mapEmpty();
  }

  @Override
  public Future<Map<String, Entry>> read(Set<String> keys) {
    return answer(() -> map.submitToKeys(keys, new EntryChange.Look())).map(HazelcastMap::present);
  }

  /** Hazelcast answers this only to a thread that waits, so one is there for it. */
  @Override
  public Future<Map<String, Entry>> all() {
    return inTime(
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

  /** On the context of whoever asks. */
  private <T> Future<T> answer(Supplier<CompletionStage<T>> question) {
    Context context = vertx.getOrCreateContext();
    try {
      return inTime(Future.fromCompletionStage(question.get(), context));
    } catch (HazelcastException | HazelcastInstanceNotActiveException notNow) {
      return inTime(Future.failedFuture(notNow));
    }
  }

  private <T> Future<T> inTime(Future<T> answer) {
    return answer
        .timeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(answered -> meters.operation(map.getName(), "answered"))
        .onFailure(late -> meters.operation(map.getName(), "late"));
  }
}
