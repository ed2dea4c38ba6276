package io.penstock.fuzz;

import io.penstock.batch.Place;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which records of the log some receipt has named. */
final class Coverage {
  private final Map<String, BitSet> offsets = new HashMap<>();

  void add(Place place) {
    offsets
        .computeIfAbsent(place.topic() + '~' + place.partition(), partition -> new BitSet())
        .set((int) place.firstOffset(), (int) place.lastOffset() + 1);
  }

  long named(String topic) {
    return offsets.entrySet().stream()
        .filter(partition -> partition.getKey().startsWith(topic + '~'))
        .mapToLong(partition -> partition.getValue().cardinality())
        .sum();
  }
}
