package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where files lie that somebody should look at: damaged segments as they were found, and entries
 * that the log refused. Nothing here is read or deleted by the server.
 */
final class Quarantine {
  static final String FOLDER = "quarantine";
  static final String REFUSED = "refused-";

  private final Disk disk;
  private final AtomicLong bytes;
  private final AtomicInteger files = new AtomicInteger();

  /**
   * @param bytes of the whole spool; what lies here is part of them
   */
  Quarantine(Disk disk, AtomicLong bytes) throws IOException {
    this.disk = disk;
    this.bytes = bytes;
    for (String name : disk.namesBelow(FOLDER)) {
      count(name);
    }
  }

  private void count(String name) throws IOException {
    files.incrementAndGet();
    bytes.addAndGet(disk.size(name));
  }

  /** The segment that a file here holds, where it is one of entries that the log refused. */
  static Optional<Segment> refused(String name) {
    String prefix = FOLDER + "/" + REFUSED;
    return name.startsWith(prefix)
        ? Segment.named(name.substring(prefix.length()))
        : Optional.empty();
  }

  int files() {
    return files.get();
  }

  /** Keeps the file as it is now, beside the one that is in use. */
  void keep(Segment segment) throws IOException {
    String second = FOLDER + "/" + segment.name();
    if (!disk.namesBelow(FOLDER).contains(second)) {
      disk.link(segment.name(), second);
      disk.forceNames();
      count(second);
    }
  }

  /** Returns when the entry would outlive a power cut, as a segment of its own. */
  void keep(Segment of, ByteBuffer entry) throws IOException {
    String name = FOLDER + "/" + REFUSED + of.name();
    List<String> there = disk.namesBelow(FOLDER);
    if (there.contains(name)) {
      disk.delete(name);
    }
    try (DiskFile file = disk.create(name)) {
      file.write(of.header(), 0);
      file.write(entry, Segment.HEADER_BYTES);
      file.force();
    }
    disk.forceNames();
    count(name);
  }
}
