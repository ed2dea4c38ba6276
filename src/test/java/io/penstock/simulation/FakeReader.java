package io.penstock.simulation;

import io.penstock.log.GroupReader;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A member of a group, with the manners of Kafka's consumer. Waits for nothing. */
final class FakeReader implements GroupReader {
  private static final int RECORDS_MAX = 8;

  private final FakeLog log;
  private final FakeGroup group;
  private final String member;
  private final Assignment assignment;
  private final Life life;
  private final Dice dice;
  private final Map<Partition, Long> positions = new LinkedHashMap<>();
  private final List<Partition> owned = new ArrayList<>();
  private final Set<Partition> paused = new HashSet<>();
  private int changesSeen;
  private boolean closed;
  private boolean asleep;

  FakeReader(
      FakeLog log, FakeGroup group, String member, Assignment assignment, Life life, Dice dice) {
    this.log = log;
    this.group = group;
    this.member = member;
    this.assignment = assignment;
    this.life = life;
    this.dice = dice;
    group.join(member, this);
  }

  boolean beats() {
    return !closed && !asleep && !life.isOver();
  }

  /** While its process stands still, nothing is heard of it. */
  void asleep(boolean now) {
    asleep = now;
  }

  @Override
  public List<LogRecord> poll(Duration timeout) {
    life.goesOn();
    if (group.isFenced(member, this)) {
      throw new BrokerAway();
    }
    if (!group.has(member, this)) {
      loseAll();
      group.join(member, this);
    } else if (group.changes() != changesSeen) {
      changesSeen = group.changes();
      rebalance();
    }
    return dice.goesWrong(0.05) ? List.of() : records();
  }

  /** It was taken for gone, and hears it only now. */
  private void loseAll() {
    for (Partition partition : List.copyOf(owned)) {
      assignment.revoked(partition);
    }
    owned.clear();
    positions.clear();
  }

  private void rebalance() {
    for (Partition partition : List.copyOf(owned)) {
      if (!group.isWantedBy(member, partition)) {
        assignment.revoked(partition);
        owned.remove(partition);
        positions.remove(partition);
        group.letGo(member, partition);
      }
    }
    for (Partition partition : group.freeFor(member)) {
      if (!owned.contains(partition)) {
        group.taken(member, partition);
        owned.add(partition);
        positions.remove(partition);
        paused.remove(partition);
        assignment.assigned(partition);
      }
    }
  }

  private List<LogRecord> records() {
    List<LogRecord> records = new ArrayList<>();
    int max = 1 + dice.below(RECORDS_MAX);
    for (Partition partition : owned) {
      while (!paused.contains(partition)
          && records.size() < max
          && positionOf(partition) < log.end(partition)) {
        records.add(log.records(partition).get((int) positionOf(partition)));
        positions.merge(partition, 1L, Long::sum);
      }
    }
    return records;
  }

  /** Without a position Kafka's consumer throws; where to start is always said by us. */
  private long positionOf(Partition partition) {
    Long position = positions.get(partition);
    if (position == null) {
      throw new AssertionError("nobody said where to begin in " + partition);
    }
    return position;
  }

  @Override
  public Optional<Position> committed(Partition partition) {
    mayBeAway();
    return group.committed(partition);
  }

  @Override
  public long beginning(Partition partition) {
    mayBeAway();
    return 0;
  }

  @Override
  public long end(Partition partition) {
    mayBeAway();
    return log.end(partition);
  }

  private void mayBeAway() {
    life.goesOn();
    if (dice.goesWrong(0.02)) {
      throw new BrokerAway();
    }
  }

  /** Nobody shows the slots of a simulation. */
  @Override
  public long generation() {
    return 0;
  }

  @Override
  public OptionalLong position(Partition partition) {
    Long position = positions.get(partition);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  @Override
  public long behind(Partition partition) {
    Long position = positions.get(partition);
    return position == null ? 0 : log.end(partition) - position;
  }

  @Override
  public Map<Partition, Long> endsNow(Collection<Partition> asked) {
    Map<Partition, Long> ends = new HashMap<>();
    if (!dice.goesWrong(0.1)) {
      asked.forEach(partition -> ends.put(partition, log.end(partition)));
    }
    return ends;
  }

  @Override
  public void seek(Partition partition, long offset) {
    mustBeOurs(partition);
    positions.put(partition, offset);
  }

  @Override
  public void pause(Partition partition) {
    mustBeOurs(partition);
    paused.add(partition);
  }

  @Override
  public void resume(Partition partition) {
    mustBeOurs(partition);
    paused.remove(partition);
  }

  private void mustBeOurs(Partition partition) {
    if (!owned.contains(partition)) {
      throw new AssertionError("no current assignment for " + partition);
    }
  }

  @Override
  public boolean commit(Map<Partition, Position> reached) {
    life.goesOn();
    if (group.isFenced(member, this)) {
      throw new BrokerAway();
    }
    boolean taken = group.commit(member, this, reached);
    life.goesOn();
    return taken;
  }

  /** Says no goodbye: the group keeps its place until the session is over. */
  @Override
  public void close() {
    if (!closed && !life.isOver()) {
      List.copyOf(owned).forEach(assignment::revoked);
    }
    closed = true;
    owned.clear();
  }
}
