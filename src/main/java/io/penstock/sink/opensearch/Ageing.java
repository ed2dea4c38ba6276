package io.penstock.sink.opensearch;

import io.penstock.sink.SinkFault;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Merges, keeps and deletes the indices of one stream, one thing at a time. */
final class Ageing {
  private static final JsonObject NOTHING = new JsonObject();

  private final OpenSearchClient client;
  private final LifecycleConfig lifecycle;
  private final DocumentIndex index;
  private final AgedIndices indices;
  private final Snapshots snapshots;

  /** With how many documents an index was merged last: a few that came late are not worth it. */
  private final Map<String, Long> merged = new HashMap<>();

  Ageing(OpenSearchClient client, LifecycleConfig lifecycle, DocumentIndex index) {
    this.client = client;
    this.lifecycle = lifecycle;
    this.index = index;
    this.indices = new AgedIndices(client, index);
    this.snapshots = new Snapshots(client, lifecycle.snapshotRepository());
  }

  /** A step that did nothing may have found indices that it can do nothing about. */
  Optional<String> step(Instant now) throws IOException, Refusal {
    if (indices.wantsRollover(now)) {
      client.post("/" + index.base() + "/_rollover", NOTHING);
      return Optional.of("began a new index of " + index.base());
    }
    return first(indices.ended(now), now);
  }

  /** An index that cannot be dealt with is no reason to leave the others. */
  private Optional<String> first(List<Aged> all, Instant now) throws IOException {
    List<SinkFault> faults = new ArrayList<>();
    for (Aged one : all) {
      try {
        Optional<String> done = see(one, Duration.between(one.ended(), now));
        if (done.isPresent()) {
          return done;
        }
      } catch (Refusal refusal) {
        faults.add(new SinkFault("OpenSearch: " + refusal.getMessage(), refusal));
      } catch (SinkFault fault) {
        faults.add(fault);
      }
    }
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
    return Optional.empty();
  }

  private Optional<String> see(Aged one, Duration age) throws IOException, Refusal {
    if (isDue(lifecycle.deleteAfter(), age)) {
      return delete(one);
    }
    return isDue(lifecycle.forceMergeAfter(), age) && one.isOpen() ? merge(one) : Optional.empty();
  }

  private static boolean isDue(Optional<Duration> after, Duration age) {
    return after.filter(due -> age.compareTo(due) >= 0).isPresent();
  }

  private Optional<String> delete(Aged one) throws IOException, Refusal {
    return switch (snapshots.of(one)) {
      case BEGUN -> Optional.of("began to keep a snapshot of " + one.name());
      case UNDER_WAY -> Optional.empty();
      case KEPT, NOT_WANTED -> {
        client.delete("/" + one.name());
        merged.remove(one.name());
        yield Optional.of("deleted " + one.name());
      }
    };
  }

  /** It takes its time, which nobody waits for: one after the other. */
  private Optional<String> merge(Aged one) throws IOException, Refusal {
    if (merged.getOrDefault(one.name(), -1L) == one.documents()) {
      return Optional.empty();
    }
    if (segments(one) <= one.shards()) {
      merged.put(one.name(), one.documents());
      return Optional.empty();
    }
    if (isAnyMerging()) {
      return Optional.empty();
    }
    client.post(
        "/" + one.name() + "/_forcemerge?max_num_segments=1&wait_for_completion=false", NOTHING);
    merged.put(one.name(), one.documents());
    return Optional.of("began to merge " + one.name());
  }

  private int segments(Aged one) throws IOException, Refusal {
    JsonObject answer =
        client.get("/" + one.name() + "/_stats/segments?filter_path=_all.primaries.segments.count");
    JsonObject primaries =
        answer
            .getJsonObject("_all", NOTHING)
            .getJsonObject("primaries", NOTHING)
            .getJsonObject("segments", NOTHING);
    return primaries.getInteger("count", 0);
  }

  private boolean isAnyMerging() throws IOException, Refusal {
    JsonObject tasks = client.get("/_tasks?actions=indices:admin/forcemerge*&filter_path=nodes");
    return !tasks.getJsonObject("nodes", NOTHING).isEmpty();
  }
}
