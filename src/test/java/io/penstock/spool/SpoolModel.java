package io.penstock.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.spool.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A spool and, beside it, a plain list of what it must hold. Whatever is done to both, the spool
 * opens, gives back what is whole, in order, and says exactly how much is not.
 */
final class SpoolModel {
  private static final SpoolConfig CONFIG = new SpoolConfig("spool", 4_000, 400);

  private final SplittableRandom random;
  private final MemoryDisk disk;
  private Spool spool;

  /** What is there for good, by its numbers, without holes. */
  private final List<Kept> kept = new ArrayList<>();

  /** What was written and never acknowledged: it may come back. */
  private final List<Kept> perhaps = new ArrayList<>();

  private final List<Kept> uncommitted = new ArrayList<>();

  /** Segments that the test itself has taken away. */
  private final Set<String> taken = new HashSet<>();

  /** The number after the last record that a sender was told of. */
  private long acknowledged;

  private long next;
  private long lost;
  private long savedForSure;
  private long savedPerhaps;
  private boolean positionHarmed;
  private boolean tallyHarmed;
  private boolean tallyStale;

  /** Before this record the spool had to go on without a tally. */
  private long doubtful;

  private byte[] positionBefore = {};
  private byte[] tallyBefore = {};

  SpoolModel(long seed) throws IOException {
    this.random = new SplittableRandom(seed);
    this.disk = new MemoryDisk(random.split());
    this.spool = Spool.open(disk, CONFIG, random.split(), loss -> {});
  }

  MemoryDisk disk() {
    return disk;
  }

  void append(int count, int bytes) {
    byte[] entry = new byte[Frame.BYTES + 1 + bytes];
    random.nextBytes(entry);
    try {
      switch (spool.append(ByteBuffer.wrap(entry), count)) {
        case Appended.At at -> uncommitted.add(placed(at, count, entry));
        case Appended.Full full -> assertThat(full.bytes()).isLessThanOrEqualTo(full.bytesMax());
      }
    } catch (IOException fault) {
      perhaps.add(lastOne(count, entry));
      keepWhatIsDurable();
      doNotCount();
    }
    keepWhatIsDurable();
  }

  /** Where a segment was full, it was committed. */
  private void keepWhatIsDurable() {
    while (durable() > end()) {
      kept.add(uncommitted.removeFirst());
    }
  }

  private Kept placed(Appended.At at, int count, byte[] entry) {
    String file =
        disk.names().stream()
            .filter(
                name -> Segment.named(name).stream().anyMatch(it -> it.number() == at.segment()))
            .findFirst()
            .orElseThrow();
    return new Kept(at.first(), count, file, disk.content(file).length - entry.length, entry);
  }

  /** Where a write failed, the entry may be whole on the disk after all; nobody knows where. */
  private Kept lastOne(int count, byte[] entry) {
    long first = uncommitted.isEmpty() ? end() : uncommitted.getLast().end();
    return new Kept(first, count, "", 0, entry);
  }

  private long end() {
    return kept.isEmpty() ? 0 : kept.getLast().end();
  }

  private void doNotCount() {
    perhaps.addAll(uncommitted);
    uncommitted.clear();
  }

  void commit() {
    try {
      spool.commit();
      if (!uncommitted.isEmpty()) {
        keep();
        acknowledged = end();
        tallyHarmed = false;
        tallyStale = false;
      }
    } catch (IOException fault) {
      if (durable() > end()) {
        keep();
      }
      doNotCount();
    }
    assertThat(durable()).isEqualTo(end());
  }

  private void keep() {
    kept.addAll(uncommitted);
    uncommitted.clear();
  }

  private long durable() {
    return spool.drained() + spool.records();
  }

  void prepare() {
    try {
      spool.prepare();
    } catch (IOException fault) {
      doNotCount();
    }
  }

  void leave() {
    commit();
    spool.leaveSegmentIfDrained();
  }

  /** Nothing is read that should not be; answers whether there was anything. */
  boolean read() throws IOException {
    Optional<Entry> entry = spool.read();
    long readBefore = next;
    Optional<Kept> expected = nextWhole();
    assertThat(entry.map(Entry::first)).isEqualTo(expected.map(Kept::first));
    entry.ifPresent(
        found -> {
          byte[] payload = new byte[found.payload().remaining()];
          found.payload().get(payload);
          assertThat(payload).isEqualTo(expected.get().payload());
          assertThat(found.count()).isEqualTo(expected.get().count());
        });
    countLost(readBefore);
    return entry.isPresent();
  }

  private Optional<Kept> nextWhole() {
    for (Kept entry : kept) {
      if (entry.first() >= next) {
        next = entry.end();
        if (entry.isWhole(disk)) {
          return Optional.of(entry);
        }
        lost += wasReleased(entry) ? 0 : entry.count();
      }
    }
    next = Math.max(next, end());
    return Optional.empty();
  }

  private boolean wasReleased(Kept entry) {
    return entry.end() <= savedPerhaps && !disk.has(entry.file()) && !taken.contains(entry.file());
  }

  /** What was written without a tally may have ended with what nobody was told of. */
  private void countLost(long readBefore) {
    if (readBefore < doubtful) {
      lost = spool.lost();
    }
    assertThat(spool.lost()).isEqualTo(lost);
  }

  void save() {
    savedPerhaps = Math.max(savedPerhaps, next);
    try {
      spool.save();
      savedForSure = next;
      positionHarmed = false;
    } catch (IOException fault) {
      // the position may be either; and where the tally failed too, it may be torn
      tallyHarmed = true;
    }
  }

  void kill() throws IOException {
    disk.kill();
    reopen();
  }

  void cutPower() throws IOException {
    disk.cutPower();
    reopen();
  }

  void reopen() throws IOException {
    doNotCount();
    spool = Spool.open(disk, CONFIG, random.split(), loss -> {});
    takeOverWhatCameBack();
    if (!positionHarmed && !tallyHarmed && doubtful == 0) {
      assertThat(spool.drained()).isBetween(savedForSure, savedPerhaps);
    }
    assertThat(kept)
        .filteredOn(entry -> entry.first() >= savedPerhaps && entry.first() < spool.drained())
        .noneMatch(entry -> entry.isWhole(disk));
    next = spool.drained();
    lost = spool.lost();
    doubtful = tallyHarmed ? durable() : doubtful;
  }

  private void takeOverWhatCameBack() {
    while (durable() < end()) {
      Kept gone = kept.removeLast();
      perhaps.add(gone);
      boolean promised = gone.first() < acknowledged;
      assertThat(!promised || tallyHarmed).as("not counted: %s", gone).isTrue();
      assertThat(promised && gone.isWhole(disk) && !tallyStale).as("forgotten: %s", gone).isFalse();
    }
    while (durable() > end()) {
      kept.add(cameBack());
    }
  }

  /** Of the same numbers, those written last are in the segment that counts. */
  private Kept cameBack() {
    return perhaps.reversed().stream()
        .filter(entry -> entry.first() == end() && entry.isWhole(disk))
        .findFirst()
        .orElseGet(this::hole);
  }

  /** Without the tally nobody knows that what is missing here was never acknowledged. */
  private Kept hole() {
    assertThat(tallyHarmed).as("nobody wrote record %d", end()).isTrue();
    long until =
        perhaps.stream()
            .filter(entry -> entry.first() > end() && entry.isWhole(disk))
            .mapToLong(Kept::first)
            .min()
            .orElse(durable());
    return new Kept(end(), (int) (until - end()), "", 0, new byte[0]);
  }

  void rememberPosition() {
    positionBefore = disk.content(Position.NAME);
  }

  void harmPosition(int how) {
    positionHarmed = true;
    harm(Position.NAME, how, positionBefore);
  }

  void rememberTally() {
    tallyBefore = disk.content(Tally.NAME);
  }

  /** While nobody has it open. */
  void harmTally(int how) throws IOException {
    disk.kill();
    tallyHarmed = true;
    tallyStale |= how % 4 == 2;
    harm(Tally.NAME, how, tallyBefore);
    reopen();
  }

  private void harm(String name, int how, byte[] before) {
    switch (how % 4) {
      case 0 -> disk.remove(name);
      case 1 -> disk.put(name, new byte[0]);
      case 2 -> disk.put(name, before);
      default -> flip(name, how);
    }
  }

  private void flip(String name, long where) {
    int bytes = disk.content(name).length;
    if (bytes > 0) {
      disk.flip(name, where % (bytes * 8L));
    }
  }

  void flipIn(int segment, int where) {
    segment(segment).ifPresent(name -> flip(name, where));
  }

  void truncate(int segment, int where) {
    segment(segment)
        .ifPresent(name -> disk.truncate(name, where % (disk.content(name).length + 1)));
  }

  /**
   * While nobody has it open: who has, would not notice. Where a torn write lies around, its
   * entries would pass for those in the file that is gone; so then it stays.
   */
  void take(int segment) throws IOException {
    disk.kill();
    doNotCount();
    segment(segment)
        .filter(name -> perhaps.isEmpty())
        .ifPresent(
            name -> {
              taken.add(name);
              disk.remove(name);
            });
    reopen();
  }

  private Optional<String> segment(int index) {
    List<String> names =
        disk.names().stream().filter(name -> Segment.named(name).isPresent()).toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(names.get(index % names.size()));
  }

  /** In the end nothing fails any more, and everything that is whole has come out. */
  void drain() throws IOException {
    disk.heal();
    commit();
    while (read()) {}
    save();
    assertThat(spool.isEmpty()).isTrue();
    leave();
    append(1, 10);
    commit();
    assertThat(read()).isTrue();
  }
}
