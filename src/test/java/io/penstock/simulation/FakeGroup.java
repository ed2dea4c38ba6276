package io.penstock.simulation;

import io.penstock.log.Partition;
import io.penstock.log.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group as its coordinator sees it: static members, partitions that stay with whom they
 * are as long as that is fair, and offsets. A partition goes to its next member only when the one
 * before has let go of it, or was taken for gone.
 */
final class FakeGroup {
  private static final long SESSION_MILLIS = Duration.ofSeconds(10).toMillis();

  private final String name;
  private final List<Partition> partitions;
  private final Clock clock;
  private final Dice dice;
  private final Trace trace;
  private final Map<String, FakeReader> members = new LinkedHashMap<>();
  private final Map<String, Long> heardMillis = new LinkedHashMap<>();
  private final Map<Partition, String> wanted = new LinkedHashMap<>();
  private final Map<Partition, String> owners = new LinkedHashMap<>();
  private final Map<Partition, Position> committed = new LinkedHashMap<>();
  private int changes;

  FakeGroup(String name, List<Partition> partitions, Clock clock, Dice dice, Trace trace) {
    this.name = name;
    this.trace = trace;
    this.partitions = partitions;
    this.clock = clock;
    this.dice = dice;
  }

  /** A member that was there before, by its name, gets again what it had. */
  void join(String member, FakeReader reader) {
    members.put(member, reader);
    owners.values().removeIf(member::equals);
    heardMillis.put(member, clock.millis());
    share();
  }

  boolean has(String member, FakeReader reader) {
    return members.get(member) == reader;
  }

  /** Whether another process goes by that name now. */
  boolean isFenced(String member, FakeReader reader) {
    FakeReader now = members.get(member);
    return now != null && now != reader;
  }

  /** Heartbeats come from a thread of their own, as long as the process runs. */
  void heartbeats() {
    for (String member : List.copyOf(members.keySet())) {
      FakeReader reader = members.get(member);
      if (reader != null && reader.beats()) {
        heardMillis.put(member, clock.millis());
      } else if (clock.millis() - heardMillis.getOrDefault(member, 0L) > SESSION_MILLIS) {
        expel(member);
      }
    }
  }

  /** The group takes the member for gone; the member knows nothing of it. */
  void expel(String member) {
    trace.says(() -> name + " takes " + member + " for gone");
    members.remove(member);
    owners.values().removeIf(member::equals);
    share();
  }

  void expelSomebody() {
    if (!members.isEmpty()) {
      expel(dice.oneOf(List.copyOf(members.keySet())));
    }
  }

  /** Grows whenever somebody's share may be another. */
  int changes() {
    return changes;
  }

  private void share() {
    changes++;
    wanted.values().removeIf(member -> !members.containsKey(member));
    if (!members.isEmpty()) {
      int most = (partitions.size() + members.size() - 1) / members.size();
      for (String member : members.keySet()) {
        List<Partition> its = new ArrayList<>(wantedBy(member));
        its.subList(Math.min(most, its.size()), its.size()).forEach(wanted::remove);
      }
      partitions.forEach(it -> wanted.computeIfAbsent(it, free -> leastBusy()));
    }
  }

  private String leastBusy() {
    String least = members.keySet().iterator().next();
    for (String member : members.keySet()) {
      least = wantedBy(member).size() < wantedBy(least).size() ? member : least;
    }
    return least;
  }

  private List<Partition> wantedBy(String member) {
    return partitions.stream().filter(it -> member.equals(wanted.get(it))).toList();
  }

  /** What the member is to have, and nobody else still has. */
  List<Partition> freeFor(String member) {
    return wantedBy(member).stream()
        .filter(it -> owners.getOrDefault(it, member).equals(member))
        .toList();
  }

  boolean isWantedBy(String member, Partition partition) {
    return member.equals(wanted.get(partition));
  }

  void taken(String member, Partition partition) {
    trace.says(() -> name + " gives " + partition + " to " + member);
    owners.put(partition, member);
  }

  void letGo(String member, Partition partition) {
    owners.remove(partition, member);
    changes++;
  }

  private boolean isRebalancing() {
    return !wanted.equals(owners);
  }

  /** Like Kafka's, it asks who commits, and not whose the partitions are. */
  boolean commit(String member, FakeReader reader, Map<Partition, Position> positions) {
    boolean refused =
        !has(member, reader) || dice.goesWrong(0.02) || (isRebalancing() && dice.goesWrong(0.5));
    trace.says(
        () -> member + (refused ? " may not commit " : " commits ") + positions + " to " + name);
    if (!refused) {
      committed.putAll(positions);
    }
    return !refused && !dice.goesWrong(0.02);
  }

  Optional<Position> committed(Partition partition) {
    @Nullable Position position = committed.get(partition);
    return Optional.ofNullable(position);
  }

  List<Partition> partitions() {
    return partitions;
  }
}
