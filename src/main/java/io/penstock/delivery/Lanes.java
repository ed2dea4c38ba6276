package io.penstock.delivery;

import static java.util.stream.Collectors.toSet;

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
  private final long memoryMax;
  private final Map<Partition, Lane> lanes = new LinkedHashMap<>();

  /** All of them together gather at most about so many bytes. */
  Lanes(long memoryMax) {
    this.memoryMax = memoryMax;
  }

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

  /**
   * Records of a partition that is no longer ours are its next owner's. Those of one come one
   * behind the other.
   */
  void gather(List<LogRecord> records, long nowMillis) {
    Partition partition = null;
    Lane lane = null;
    for (LogRecord record : records) {
      if (!record.partition().equals(partition)) {
        partition = record.partition();
        lane = lanes.get(partition);
      }
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

  /** Those that take no more until something is written. */
  Stream<Partition> full() {
    boolean crowded = memory(lanes.values().stream()) >= memoryMax;
    return lanes.values().stream()
        .filter(lane -> lane.isFull() || (crowded && !lane.mayHaveWritten()))
        .map(Lane::partition);
  }

  /** Those that may be read on. */
  Stream<Partition> notFull() {
    Set<Partition> full = full().collect(toSet());
    return lanes.keySet().stream().filter(partition -> !full.contains(partition));
  }

  private static long memory(Stream<Lane> some) {
    return some.mapToLong(Lane::memory).sum();
  }

  /**
   * The one to write next: of those that are ripe the one that has waited longest; else, where all
   * together have gathered too much, the largest.
   */
  Optional<Lane> ripest(@Nullable Lane beingWritten, long nowMillis) {
    return idle(beingWritten)
        .filter(lane -> lane.millisToRipe(nowMillis) == 0)
        .min(Comparator.comparingLong(Lane::sinceMillis))
        .or(() -> largest(beingWritten));
  }

  /** How long until one is to be written; a very long time where all are empty. */
  long millisToRipe(@Nullable Lane beingWritten, long nowMillis) {
    return largest(beingWritten).isPresent()
        ? 0
        : idle(beingWritten)
            .mapToLong(lane -> lane.millisToRipe(nowMillis))
            .min()
            .orElse(Long.MAX_VALUE);
  }

  /**
   * None where there is room. Half of it is for the batch that is being written; and a range that
   * the sink may have is offered whole, however long it takes to be read.
   */
  private Optional<Lane> largest(@Nullable Lane beingWritten) {
    return memory(idle(beingWritten)) < memoryMax / 2
        ? Optional.empty()
        : idle(beingWritten)
            .filter(lane -> !lane.mayHaveWritten())
            .max(Comparator.comparingLong(Lane::memory))
            .filter(lane -> !lane.isEmpty());
  }

  private Stream<Lane> idle(@Nullable Lane beingWritten) {
    return lanes.values().stream().filter(lane -> lane != beingWritten);
  }
}
