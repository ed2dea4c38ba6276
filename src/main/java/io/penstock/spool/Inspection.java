package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.ReadOnlyDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in a spool that nobody needs to hold; nothing is changed.
 *
 * @param next the number of the first record that waits
 * @param end the number after the last
 * @param lost records among those that wait which cannot be read
 * @param lostBefore records that were lost and counted before
 * @param refusedBefore records that the log refused before
 * @param quarantine the files that somebody should look at
 */
public record Inspection(
    List<File> files,
    long next,
    long end,
    long lost,
    long lostBefore,
    long refusedBefore,
    List<String> quarantine) {

  /** Records that wait and can be read. */
  public long readable() {
    return files.stream().mapToLong(File::records).sum();
  }

  /**
   * One segment.
   *
   * @param entries those that wait, and can be read
   * @param lost records that cannot, though they wait
   */
  public record File(String name, long number, long bytes, long entries, long records, long lost) {}

  /** Takes the entries that wait, in order. */
  public interface Taker {
    void take(Entry entry) throws IOException;
  }

  /** Counts while the entries pass. */
  private static final class Count {
    private long entries;
    private long records;
    private long lost;
  }

  public static Inspection of(Disk disk) throws IOException {
    return of(disk, entry -> {});
  }

  /** Likewise, and shows each entry. */
  public static Inspection of(Disk disk, Taker taker) throws IOException {
    var unchanged = new ReadOnlyDisk(disk);
    Found found = Found.on(unchanged);
    Map<Long, Count> counts = new TreeMap<>();
    long lost = pass(unchanged, found, counts, taker);
    List<File> files = new ArrayList<>();
    for (Segment segment : found.segments().all()) {
      Count count = counts.getOrDefault(segment.number(), new Count());
      files.add(
          new File(
              segment.name(),
              segment.number(),
              segment.bytes(),
              count.entries,
              count.records,
              count.lost));
    }
    return new Inspection(
        files,
        found.start(),
        found.segments().durable(),
        lost,
        found.lost(),
        found.refused(),
        unchanged.namesBelow(Quarantine.FOLDER));
  }

  /** Answers how many records are lost, those of files that are gone included. */
  private static long pass(Disk disk, Found found, Map<Long, Count> counts, Taker taker)
      throws IOException {
    long[] lost = {0};
    Reader.Losses losses =
        (segment, first, count) -> {
          lost[0] += count;
          segment.ifPresent(in -> countIn(in.number(), counts).lost += count);
        };
    try (var reader = new Reader(disk, found.segments(), found.start(), losses)) {
      for (var entry = reader.read(); entry.isPresent(); entry = reader.read()) {
        Count count = countIn(entry.get().segment(), counts);
        count.entries++;
        count.records += entry.get().count();
        taker.take(entry.get());
      }
    }
    return lost[0];
  }

  private static Count countIn(long segment, Map<Long, Count> counts) {
    return counts.computeIfAbsent(segment, number -> new Count());
  }

  /** Shows each entry that the log refused. */
  public static void ofRefused(Disk disk, Taker taker) throws IOException {
    for (String name : disk.namesBelow(Quarantine.FOLDER)) {
      Optional<Segment> segment = Quarantine.refused(name);
      if (segment.isPresent()) {
        try (Walk walk = Walk.through(segment.get(), name, new ReadOnlyDisk(disk))) {
          for (Entry entry = walk.next(); entry != null; entry = walk.next()) {
            taker.take(entry);
          }
        }
      }
    }
  }

  /** Files that are gone, or damaged where it matters. */
  public boolean isWhole() {
    return lost == 0;
  }
}
