package io.penstock.sink;

import io.penstock.cluster.Cluster;
import io.penstock.cluster.Entry;
import io.penstock.cluster.SharedMap;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells other nodes how the sinks fare on this one, and hears of theirs, once a second. Where that
 * does not work, a node goes by what it sees itself.
 */
public final class CircuitVerticle extends VerticleBase {
  /** The name of the shared map. */
  public static final String MAP = "sink.state";

  private static final long SHARE_MILLIS = 1_000;
  private static final int SAY_AGAIN_TICKS = 10;

  /** A sink of this node: how it fares here, and where to keep how it fares on the others. */
  public record Watched(String sink, Meters.Delivery here, Elsewhere elsewhere) {}

  private final Cluster cluster;
  private final SharedMap map;
  private final List<Watched> sinks;
  private final Map<String, String> said = new HashMap<>();
  private long ticks;

  public CircuitVerticle(Cluster cluster, List<Watched> sinks) {
    this.cluster = cluster;
    this.map = cluster.map(MAP);
    this.sinks = sinks;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SHARE_MILLIS, tick -> share());
    return Future.succeededFuture();
  }

  private void share() {
    ticks++;
    sinks.forEach(this::tell);
    Set<String> others = new HashSet<>(cluster.nodes());
    others.remove(cluster.self());
    if (others.isEmpty()) {
      sinks.forEach(sink -> sink.elsewhere().becomes(false, 0));
    } else {
      hear(others);
    }
  }

  /** What has changed, and at times what has not. */
  private void tell(Watched sink) {
    String text =
        new JsonObject()
            .put("held", sink.here().isHeld())
            .put("lag", sink.here().lagRecords())
            .encode();
    if (ticks % SAY_AGAIN_TICKS == 0 || !text.equals(said.get(sink.sink()))) {
      said.put(sink.sink(), text);
      map.claim(
              key(sink.sink(), cluster.self()),
              new Entry(cluster.self(), 0, text),
              SharedMap.WORD_LASTS)
          .onFailure(away -> said.remove(sink.sink()));
    }
  }

  private void hear(Set<String> others) {
    Set<String> keys = new HashSet<>();
    sinks.forEach(sink -> others.forEach(node -> keys.add(key(sink.sink(), node))));
    map.read(keys)
        .otherwise(notKnown -> Map.of())
        .onSuccess(entries -> sinks.forEach(sink -> hear(sink, others, entries)));
  }

  private static void hear(Watched sink, Set<String> others, Map<String, Entry> entries) {
    boolean held = false;
    long lag = 0;
    for (String node : others) {
      Entry entry = entries.get(key(sink.sink(), node));
      if (entry != null) {
        var state = new JsonObject(entry.text());
        held |= state.getBoolean("held", false);
        lag += state.getLong("lag", 0L);
      }
    }
    sink.elsewhere().becomes(held, lag);
  }

  private static String key(String sink, String node) {
    return sink + "|" + node;
  }
}
