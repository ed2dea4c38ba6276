package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a spool that opens finds on its disk. Whatever is missing, stale or damaged, there is an
 * answer: of several witnesses the one that knows more is believed.
 *
 * @param start the number of the first record that was not drained
 * @param tally where the new tally goes on
 */
record Found(Segments segments, Tally.Slot tally, long start, long lost, long refused) {
  static Found on(Disk disk) throws IOException {
    List<Segment> there = segmentsOn(disk);
    Tally.Said said = Tally.read(disk);
    Optional<Tally.Slot> tally = said.newest();
    Optional<Position> position = Position.read(disk);
    long next = position.map(Position::next).orElse(0L);
    long released = tally.map(Tally.Slot::released).orElse(0L);
    boolean nobodyKnows = tally.isEmpty() && position.isEmpty();
    long start = nobodyKnows ? firstOf(there) : Math.max(released, next);
    long end = Math.max(start, endOf(there, said, disk));
    Tally.Slot last = tally.orElse(Tally.Slot.NONE);
    return new Found(
        new Segments(there, end),
        new Tally.Slot(last.generation(), end, start, Math.max(last.segment(), lastNumber(there))),
        start,
        position.map(Position::lost).orElse(0L),
        position.map(Position::refused).orElse(0L));
  }

  private static List<Segment> segmentsOn(Disk disk) throws IOException {
    List<Segment> there =
        disk.names().stream()
            .flatMap(name -> Segment.named(name).stream())
            .sorted(Comparator.comparingLong(Segment::number))
            .toList();
    for (Segment segment : there) {
      segment.grow(disk.size(segment.name()));
    }
    return there;
  }

  private static long firstOf(List<Segment> there) {
    return there.stream().mapToLong(Segment::first).min().orElse(0);
  }

  private static long lastNumber(List<Segment> there) {
    return there.isEmpty() ? 0 : there.getLast().number();
  }

  /**
   * Only the last segment can end with entries that nobody acknowledged: the one before it was
   * committed as a whole.
   */
  private static long endOf(List<Segment> there, Tally.Said tally, Disk disk) {
    long acknowledged = tally.newest().map(Tally.Slot::acknowledged).orElse(0L);
    if (there.isEmpty()) {
      return acknowledged;
    }
    Segment last = there.getLast();
    long known = Math.max(acknowledged, last.first());
    Tail tail = Tail.of(last, tally.whole() ? known : Long.MAX_VALUE, disk);
    if (tail.end() < known) {
      return known;
    }
    boolean settled = tally.whole() ? tail.cutOff(last, disk) : tail.force(last, disk);
    return settled || !tally.whole() ? tail.end() : known;
  }
}
