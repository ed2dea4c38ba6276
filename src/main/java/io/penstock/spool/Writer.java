package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Appends entries and makes many of them durable with one force. After a fault the segment is never
 * written again, since nobody knows what of it is on the disk; what was not acknowledged then does
 * not count, and the next segment begins with its numbers. For one thread.
 */
final class Writer {
  private final Disk disk;
  private final Segments segments;
  private final Tally tally;
  private final SpoolConfig config;
  private final RandomGenerator marks;
  private long lastNumber;
  private long written;
  private long committedBytes;
  private @Nullable Segment segment;
  private @Nullable DiskFile file;

  Writer(
      Disk disk,
      Segments segments,
      Tally tally,
      SpoolConfig config,
      RandomGenerator marks,
      long lastNumber) {
    this.disk = disk;
    this.segments = segments;
    this.tally = tally;
    this.config = config;
    this.marks = marks;
    this.lastNumber = lastNumber;
    this.written = segments.durable();
  }

  /**
   * Writes an entry of {@code count} records: {@link Frame#BYTES} free bytes and the payload. A
   * fault costs everything since the last commit.
   */
  Appended append(ByteBuffer entry, int count) throws IOException {
    long bytes = segments.bytes().get();
    if (bytes + entry.remaining() + Segment.HEADER_BYTES > config.bytesMax()) {
      return new Appended.Full(bytes, config.bytesMax());
    }
    try {
      tally.makeSure(segments.durable(), lastNumber);
      Segment to = segmentWithRoom(entry.remaining());
      write(entry, count, to);
      written += count;
      return new Appended.At(to.number(), written - count, written - 1);
    } catch (IOException | RuntimeException fault) {
      abandon();
      throw fault;
    }
  }

  private void write(ByteBuffer entry, int count, Segment to) throws IOException {
    long offset = to.bytes();
    Frame.complete(entry, to.mark(), written, count);
    segments.grow(to, entry.remaining());
    opened().write(entry, offset);
  }

  private DiskFile opened() {
    if (file == null) {
      throw new IllegalStateException("no segment is open");
    }
    return file;
  }

  /**
   * Commits before another segment begins: so only in the last there may be what nobody was told.
   */
  private Segment segmentWithRoom(long bytes) throws IOException {
    Segment current = segment;
    if (current != null) {
      boolean fits = current.bytes() + bytes <= config.segmentBytes();
      if (fits || current.bytes() == Segment.HEADER_BYTES) {
        return current;
      }
      commit();
      opened().close();
    }
    return begin();
  }

  /** The name is forced before anything in the file is acknowledged. */
  private Segment begin() throws IOException {
    tally.makeSure(segments.durable(), lastNumber);
    var begun = new Segment(++lastNumber, written, marks.nextLong());
    file = disk.create(begun.name());
    segment = begun;
    segments.writing(begun);
    segments.add(begun);
    segments.grow(begun, Segment.HEADER_BYTES);
    opened().write(begun.header(), 0);
    opened().force();
    disk.forceNames();
    return begun;
  }

  /**
   * Returns when everything appended would outlive a power cut. After a fault none of it may be
   * acknowledged; it may all the same be read, where only the tally failed.
   */
  void commit() throws IOException {
    if (written == segments.durable()) {
      return;
    }
    try {
      opened().force();
    } catch (IOException | RuntimeException fault) {
      abandon();
      throw fault;
    }
    segments.durable(written);
    committedBytes = segment == null ? 0 : segment.bytes();
    acknowledge();
  }

  private void acknowledge() throws IOException {
    try {
      tally.acknowledge(written, lastNumber);
    } catch (IOException fault) {
      leaveSegment();
      throw fault;
    }
  }

  /** Makes a segment if there is none: whether that works says whether the disk does. */
  void prepare() throws IOException {
    try {
      if (segment == null) {
        begin();
      }
    } catch (IOException | RuntimeException fault) {
      abandon();
      throw fault;
    }
  }

  /** Lets go of the segment, so that it can be deleted; the next append begins another. */
  void leaveSegment() {
    segment = null;
    DiskFile left = file;
    file = null;
    segments.writingNone();
    closeQuietly(left);
  }

  private void abandon() {
    Segment abandoned = segment;
    written = segments.durable();
    if (abandoned != null && abandoned.first() < written) {
      cutOff(abandoned);
    }
    leaveSegment();
    if (abandoned != null && abandoned.first() >= written) {
      delete(abandoned);
    }
  }

  /**
   * What was not acknowledged must not come back with the next start: after a failed force it is in
   * the system's memory, and taken for written.
   */
  private void cutOff(Segment abandoned) {
    try {
      opened().truncate(committedBytes);
      segments.grow(abandoned, committedBytes - abandoned.bytes());
    } catch (IOException | RuntimeException staysBehind) {
      // it does not count: the next segment begins with its numbers
    }
  }

  /** Nothing in it was acknowledged, and its room may be what is missing. */
  private void delete(Segment abandoned) {
    try {
      disk.delete(abandoned.name());
      segments.remove(abandoned);
    } catch (IOException staysBehind) {
      // nothing in it counts, so it goes with those that were read
    }
  }

  private static void closeQuietly(@Nullable DiskFile file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException nothingToWaitFor) {
      // what had to be on the disk was forced before
    }
  }
}
