package io.penstock.retry;

import io.penstock.log.GroupReader;
import io.penstock.log.Letter;
import io.penstock.log.LetterBox;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LetterBox.NotTaken;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.retry.RetryOrder.Selection;
import io.penstock.retry.RetrySchedule.State;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves letters from the retry tiers to their sink's inbox when they are due. In a tier all wait
 * equally long, so only the head of each partition is looked at. A letter is in the inbox before
 * its offset moves: a crash between the two moves it twice, and the sink knows it already.
 */
final class RetryScheduler implements GroupReader.Assignment, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetryScheduler.class);
  private static final long POLL_MILLIS_MAX = 200;
  private static final long LOG_AWAY_MILLIS = 1_000;

  private final String node;
  private final List<SinkRetries> sinks;
  private final GroupReader reader;
  private final LetterBox letterBox;
  private final Clock clock;
  private final Map<Partition, Slot> slots = new LinkedHashMap<>();
  private final Map<Partition, Position> uncommitted = new HashMap<>();
  private final Set<Selection> holds;
  private Map<Partition, Long> ends = Map.of();
  private long notBeforeMillis;

  @SuppressWarnings("this-escape") // the reader calls back from poll, not from its constructor
  RetryScheduler(
      String node,
      List<SinkRetries> sinks,
      GroupReader.Factory log,
      LetterBox letterBox,
      Set<Selection> holds,
      Clock clock) {
    this.node = node;
    this.sinks = sinks;
    this.holds = holds;
    this.letterBox = letterBox;
    this.clock = clock;
    this.reader = log.join(this);
  }

  /** One bounded step: reads the heads of tiers that are empty here, and moves what is due. */
  void step() {
    reader.poll(Duration.ofMillis(pollMillis())).forEach(this::add);
    if (clock.millis() >= notBeforeMillis) {
      slots.values().forEach(this::move);
    }
    if (!uncommitted.isEmpty() && reader.commit(uncommitted)) {
      uncommitted.clear();
    }
  }

  /** Until the next is due; one that may not move yet is looked at again with the next poll. */
  private long pollMillis() {
    long due = slots.values().stream().mapToLong(Slot::dueMillis).min().orElse(Slot.NEVER);
    long wait = due - clock.millis();
    return wait <= 0 ? POLL_MILLIS_MAX / 4 : Math.min(wait, POLL_MILLIS_MAX);
  }

  private void add(LogRecord letter) {
    Slot slot = slots.get(letter.partition());
    if (slot != null) {
      slot.add(letter);
      reader.pause(slot.partition());
    }
  }

  private void move(Slot slot) {
    List<LogRecord> due = slot.due(clock.millis());
    if (due.isEmpty() || !(slot.isForced() || slot.sink().gate().isOpen())) {
      return;
    }
    int allowed = slot.sink().gate().take(due.size(), clock.millis());
    if (allowed > 0) {
      move(slot, due.subList(0, allowed));
    }
  }

  /** What the log does not take stays where it is, and is moved a little later. */
  private void move(Slot slot, List<LogRecord> letters) {
    try {
      letterBox.append(letters.stream().map(letter -> toInbox(slot, letter)).toList());
    } catch (NotTaken away) {
      LOG.atWarn()
          .addKeyValue("sink", slot.sink().sink())
          .log("Letters that are due stay where they are: {}", away.getMessage());
      notBeforeMillis = clock.millis() + LOG_AWAY_MILLIS;
      return;
    }
    slot.moved(letters.size());
    uncommitted.put(slot.partition(), new Position(slot.next(), ""));
    if (slot.isEmpty()) {
      reader.resume(slot.partition());
    }
  }

  private static Addressed toInbox(Slot slot, LogRecord record) {
    Letter letter = record.letter().orElseGet(() -> Letter.ofStranger(record, slot.sink().sink()));
    return new Addressed(letter, slot.sink().config().inbox(), letter.origin().number());
  }

  void obey(RetryOrder order) {
    for (Slot slot : slots.values()) {
      if (order.selection().has(slot)) {
        switch (order.act()) {
          case HOLD -> slot.hold();
          case RELEASE -> slot.release();
          case FORCE -> slot.force(reader.end(slot.partition()));
        }
      }
    }
  }

  /** How the slots stand now; where the broker does not answer at once, their ends as before. */
  RetrySchedule schedule() {
    Map<Partition, Long> now = reader.endsNow(slots.keySet());
    ends = now.isEmpty() ? ends : now;
    return new RetrySchedule(reader.generation(), slots.values().stream().map(this::line).toList());
  }

  private RetrySchedule.Line line(Slot slot) {
    long end = Math.max(slot.next(), ends.getOrDefault(slot.partition(), slot.next()));
    return new RetrySchedule.Line(
        node,
        slot.sink().sink(),
        slot.tier().topic(),
        slot.partition().number(),
        end - slot.next(),
        slot.firstDueMillis(),
        stateOf(slot));
  }

  private static State stateOf(Slot slot) {
    if (slot.isForced()) {
      return State.FORCED;
    }
    if (slot.isHeld()) {
      return State.HELD;
    }
    return slot.sink().gate().isOpen() ? State.RUNNING : State.PAUSED;
  }

  @Override
  public void assigned(Partition partition) {
    for (SinkRetries sink : sinks) {
      sink.tier(partition.topic()).ifPresent(tier -> add(sink, tier, partition));
    }
  }

  /**
   * Where the log no longer has what comes next, letters are lost, and somebody must hear of it.
   */
  private void add(SinkRetries sink, Tier tier, Partition partition) {
    long beginning = reader.beginning(partition);
    Optional<Position> committed = reader.committed(partition);
    long next = committed.map(Position::next).orElse(beginning);
    if (next < beginning) {
      LOG.atError()
          .addKeyValue("sink", sink.sink())
          .log("{} letters of {} were gone before they were due", beginning - next, partition);
      next = beginning;
    }
    var slot = new Slot(sink, tier, partition, next);
    if (holds.stream().anyMatch(hold -> hold.has(slot))) {
      slot.hold();
    }
    slots.put(partition, slot);
    reader.seek(partition, next);
  }

  @Override
  public void revoked(Partition partition) {
    reader.commit(uncommitted);
    uncommitted.remove(partition);
    slots.remove(partition);
  }

  @Override
  public void close() {
    reader.close();
  }
}
