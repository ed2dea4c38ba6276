package io.penstock.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What all nodes know together, and what is gone when all are. Every answer comes within {@link
 * #ANSWER_MAX} or fails: whoever asks then goes on with what this node knows alone.
 */
public interface SharedMap {
  Duration ANSWER_MAX = Duration.ofMillis(200);

  /** How long a node's word outlives its last repetition; nodes repeat theirs every 10 s. */
  Duration WORD_LASTS = Duration.ofSeconds(30);

  /** Sets an entry for a while, unless a later owner has it; answers whose it is then. */
  Future<Entry> claim(String key, Entry mine, Duration length);

  /** Takes an entry away, where it is still this owner's. */
  Future<Void> release(String key, String owner);

  /** All that is there. For people: it costs more than asking for some. */
  Future<Map<String, Entry>> all();

  /** Those of the entries that are there. */
  Future<Map<String, Entry>> read(Set<String> keys);
}
