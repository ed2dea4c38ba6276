package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;

/**
 * How the last segment ends.
 *
 * @param end the number after the last record that counts
 * @param bytes up to there
 */
record Tail(long end, long bytes) {
  /**
   * Behind {@code known} a hole is the torn end of a write that nobody acknowledged, and what
   * follows it does not count. Before it a hole is damage, which the reader counts. What cannot be
   * read is a hole.
   */
  static Tail of(Segment last, long known, Disk disk) {
    var tail = new Tail(last.first(), Segment.HEADER_BYTES);
    try (Walk walk = Walk.through(last, disk)) {
      for (Entry entry = walk.next(); entry != null; entry = walk.next()) {
        if (entry.first() > tail.end && entry.first() > known) {
          return tail;
        }
        tail = new Tail(Math.max(tail.end, entry.end()), walk.offset());
      }
    } catch (IOException unreadable) {
      return tail;
    }
    return tail;
  }

  /** Cuts off what does not count; answers whether what does would outlive a power cut. */
  boolean cutOff(Segment last, Disk disk) {
    try (DiskFile file = disk.open(last.name())) {
      if (file.size() > bytes) {
        file.truncate(bytes);
      }
      file.force();
      return true;
    } catch (IOException fault) {
      return false;
    }
  }

  boolean force(Segment last, Disk disk) {
    try (DiskFile file = disk.open(last.name())) {
      file.force();
      return true;
    } catch (IOException fault) {
      return false;
    }
  }
}
