package io.penstock.delivery;

import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.observability.SinkState;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The partitions that are this member's, and which of them is to be written next. */
final class Lanes {
  private final Map<Partition, Lane> lanes = new LinkedHashMap<>();

  void add(Lane lane) {
    lanes.put(lane.partition(), lane);
  }

  void remove(Partition partition) {
    lanes.remove(partition);
  }

  @Nullable Lane get(@Nullable Partition partition) {
    return lanes.get(partition);
  }

  Set<Partition> partitions() {
    return lanes.keySet();
  }

  Collection<Lane> all() {
    return lanes.values();
  }

  /** Since when the oldest record waits; {@link SinkState#NOTHING_WAITS} where none does. */
  long oldestMillis() {
    return lanes.values().stream()
        .mapToLong(Lane::oldestMillis)
        .min()
        .orElse(SinkState.NOTHING_WAITS);
  }

  /** Records of a partition that is no longer ours are its next owner's. */
  void gather(List<LogRecord> records, long nowMillis) {
    for (LogRecord record : records) {
      Lane lane = lanes.get(record.partition());
      if (lane != null) {
        lane.add(record, nowMillis);
      }
    }
  }

  /** Each goes up to where its partition was read. */
  void reach(Function<Partition, OptionalLong> position, long nowMillis) {
    for (Lane lane : lanes.values()) {
      position.apply(lane.partition()).ifPresent(offset -> lane.reaches(offset, nowMillis));
    }
  }

  /** Those that take no more until they are written. */
  Stream<Partition> full() {
    return lanes.values().stream().filter(Lane::isFull).map(Lane::partition);
  }

  /** Those that may be read on. */
  Stream<Partition> notFull() {
    return lanes.values().stream().filter(lane -> !lane.isFull()).map(Lane::partition);
  }

  /** The one to write next: of those that are ripe the one that has waited longest. */
  Optional<Lane> ripest(@Nullable Lane beingWritten, long nowMillis) {
    return idle(beingWritten)
        .filter(lane -> lane.millisToRipe(nowMillis) == 0)
        .min(Comparator.comparingLong(Lane::sinceMillis));
  }

  /** How long until one is ripe; a very long time where all are empty. */
  long millisToRipe(@Nullable Lane beingWritten, long nowMillis) {
    return idle(beingWritten)
        .mapToLong(lane -> lane.millisToRipe(nowMillis))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private Stream<Lane> idle(@Nullable Lane beingWritten) {
    return lanes.values().stream().filter(lane -> lane != beingWritten);
  }
}
