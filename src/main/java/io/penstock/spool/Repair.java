package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes damaged segments whole, for a spool that nobody else holds: the file as it was found goes
 * to quarantine, and one with what can be read takes its place. What is missing is counted as lost,
 * and not again when the spool is drained.
 *
 * @param files the names of the files that were replaced
 * @param lost records that were counted as lost now
 */
public record Repair(List<String> files, long lost) {
  public static Repair of(Disk disk) throws IOException {
    Inspection before = Inspection.of(disk);
    Found found = Found.on(disk);
    var quarantine = new Quarantine(disk, found.segments().bytes());
    List<String> files = new ArrayList<>();
    long lost = 0;
    for (Inspection.File file : before.files()) {
      if (file.lost() > 0) {
        replace(file.name(), found.segments(), quarantine, disk);
        files.add(file.name());
        lost += file.lost();
      }
    }
    new Position(found.start(), found.lost() + lost, found.refused()).save(disk);
    settle(found, disk);
    return new Repair(files, lost);
  }

  private static void settle(Found found, Disk disk) throws IOException {
    var tally = new Tally(disk, found.tally());
    tally.makeSure(found.segments().durable(), found.tally().segment());
    tally.close();
  }

  private static void replace(String name, Segments segments, Quarantine quarantine, Disk disk)
      throws IOException {
    Segment segment = Segment.named(name).orElseThrow();
    quarantine.keep(segment);
    String whole = name + ".new";
    disk.delete(whole);
    try (Walk walk = Walk.through(segment, disk);
        DiskFile file = disk.create(whole)) {
      new Copy(segment, file).of(walk, segments.end(segment));
      file.force();
    }
    disk.rename(whole, name);
    disk.forceNames();
  }

  /** Writes one entry after the other. */
  private static final class Copy {
    private final Segment segment;
    private final DiskFile file;
    private long offset;
    private long next;

    Copy(Segment segment, DiskFile file) {
      this.segment = segment;
      this.file = file;
      this.next = segment.first();
    }

    void of(Walk walk, long end) throws IOException {
      write(segment.header());
      Entry entry = walk.next();
      while (entry != null && entry.first() < end) {
        fill(entry.first());
        put(entry.payload(), entry.first(), entry.count());
        entry = walk.next();
      }
      fill(end);
    }

    /** An entry without a payload stands for what is missing. */
    private void fill(long until) throws IOException {
      if (until > next) {
        put(ByteBuffer.allocate(0), next, Math.toIntExact(until - next));
      }
    }

    private void put(ByteBuffer payload, long first, int count) throws IOException {
      ByteBuffer entry = ByteBuffer.allocate(Frame.BYTES + payload.remaining());
      entry.put(Frame.BYTES, payload, payload.position(), payload.remaining());
      Frame.complete(entry, segment.mark(), first, count);
      write(entry);
      next = first + count;
    }

    private void write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      file.write(bytes, offset);
      offset += length;
    }
  }
}
