package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is there for good, in order, and knows exactly what is missing: each entry says the
 * number of its first record, and where there is a gap between two, its records are lost. For one
 * thread.
 */
final class Reader implements AutoCloseable {
  /** Hears of records that are lost. */
  interface Losses {
    /** Once for each hole; {@code segment} is empty where the whole file is gone. */
    void lost(Optional<Segment> segment, long first, long count);
  }

  private final Disk disk;
  private final Segments segments;
  private final Losses losses;
  private @Nullable Segment at;
  private @Nullable Walk walk;
  private long next;

  Reader(Disk disk, Segments segments, long next, Losses losses) {
    this.disk = disk;
    this.segments = segments;
    this.next = next;
    this.losses = losses;
  }

  /** The number of the record to read next. */
  long next() {
    return next;
  }

  /** The next entry; empty where all has been read. A fault may be gone when asked again. */
  Optional<Entry> read() throws IOException {
    while (next < segments.durable()) {
      Segment segment = current();
      if (segment == null) {
        lose(Optional.empty(), segments.durable());
      } else if (next < segment.first()) {
        lose(Optional.empty(), Math.min(segment.first(), segments.durable()));
      } else {
        Entry entry = readFrom(segment);
        if (entry != null) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  /** Where the next record must be; null where no segment can hold it. */
  private @Nullable Segment current() throws IOException {
    Segment segment = at == null ? segments.oldest().orElse(null) : at;
    while (segment != null && segments.end(segment) <= next) {
      segment = segments.after(segment).orElse(null);
    }
    if (segment != at) {
      close();
      at = segment;
    }
    return segment;
  }

  /** Null where the segment has nothing more that counts, or nothing that is due. */
  private @Nullable Entry readFrom(Segment segment) throws IOException {
    long end = segments.end(segment);
    Entry entry = nextIn(segment);
    if (entry == null || entry.first() >= end) {
      back();
      lose(Optional.of(segment), end);
      return null;
    }
    if (entry.end() <= next) {
      return null;
    }
    if (entry.first() > next) {
      lose(Optional.of(segment), entry.first());
    }
    next = entry.end();
    return entry.isGap() ? null : entry;
  }

  private @Nullable Entry nextIn(Segment segment) throws IOException {
    if (walk == null) {
      if (!disk.names().contains(segment.name())) {
        return null;
      }
      walk = Walk.through(segment, disk);
    }
    return walk.next();
  }

  /** What does not count yet may count by the time that it is read again. */
  private void back() {
    if (walk != null) {
      walk.back();
    }
  }

  private void lose(Optional<Segment> segment, long until) {
    losses.lost(segment, next, until - next);
    next = until;
  }

  /** Takes the rest of the segment for lost: it cannot be read, however often it is tried. */
  void giveUpSegment() {
    if (at != null) {
      lose(Optional.of(at), Math.max(next, segments.end(at)));
    }
  }

  /** The file is about to be deleted, and its room is wanted. */
  void leave(Segment segment) throws IOException {
    if (segment == at) {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    Walk open = walk;
    walk = null;
    if (open != null) {
      open.close();
    }
  }
}
