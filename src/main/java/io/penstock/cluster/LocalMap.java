package io.penstock.cluster;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a node alone knows. */
final class LocalMap implements SharedMap {
  private record Kept(Entry entry, long untilMillis) {}

  private final Map<String, Kept> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  LocalMap(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Future<Entry> claim(String key, Entry mine, Duration length) {
    long now = clock.millis();
    var claimed = new Kept(mine, now + length.toMillis());
    Kept after =
        entries.merge(
            key,
            claimed,
            (before, wanted) ->
                isOver(before, now) || mine.supersedes(before.entry()) ? wanted : before);
    return Future.succeededFuture(after.entry());
  }

  @Override
  public Future<Void> release(String key, String owner) {
    entries.computeIfPresent(key, (same, kept) -> kept.entry().owner().equals(owner) ? null : kept);
    return Future.succeededFuture();
  }

  @Override
  public Future<Map<String, Entry>> read(Set<String> keys) {
    long now = clock.millis();
    Map<String, Entry> found = new HashMap<>();
    for (String key : keys) {
      Kept kept = entries.get(key);
      if (kept != null && !isOver(kept, now)) {
        found.put(key, kept.entry());
      }
    }
    return Future.succeededFuture(found);
  }

  @Override
  public Future<Map<String, Entry>> all() {
    return read(Set.copyOf(entries.keySet()));
  }

  private static boolean isOver(Kept kept, long now) {
    return kept.untilMillis() <= now;
  }
}
