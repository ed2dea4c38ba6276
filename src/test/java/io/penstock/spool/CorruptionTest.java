package io.penstock.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.spool.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three segments of four entries each, entry n with n + 1 records; the first entry was drained.
 * Then something happens to the files.
 */
class CorruptionTest {
  private static final int ENTRIES = 12;
  private static final int PAYLOAD_BYTES = 20;
  private static final int ENTRY_BYTES = Frame.BYTES + PAYLOAD_BYTES;
  private static final SpoolConfig CONFIG =
      new SpoolConfig("spool", 100_000, Segment.HEADER_BYTES + 4 * ENTRY_BYTES);

  private final MemoryDisk disk = new MemoryDisk(new SplittableRandom(1));
  private final List<Loss> losses = new ArrayList<>();

  /** What happens to a disk whose segments have these names. */
  interface Harm extends BiConsumer<MemoryDisk, List<String>> {}

  private static Arguments harm(String name, Harm harm, int... entriesLost) {
    return Arguments.of(name, harm, Arrays.stream(entriesLost).boxed().toList());
  }

  private static int entry(int index) {
    return Segment.HEADER_BYTES + index * ENTRY_BYTES;
  }

  private static long bit(int ofByte) {
    return ofByte * 8L + 3;
  }

  static Stream<Arguments> harms() {
    return Stream.of(
        harm("nothing", (disk, segments) -> {}),
        harm("bit in a payload", (d, s) -> d.flip(s.get(1), bit(entry(1) + 40)), 5),
        harm("bit in a mark", (d, s) -> d.flip(s.get(1), bit(entry(1))), 5),
        harm("bit in a length", (d, s) -> d.flip(s.get(1), bit(entry(1) + 8)), 5),
        harm("bit in a count", (d, s) -> d.flip(s.get(1), bit(entry(1) + 20)), 5),
        harm("bit in the first entry", (d, s) -> d.flip(s.get(1), bit(entry(0) + 33)), 4),
        harm("bit in the last entry of a segment", (d, s) -> d.flip(s.get(1), bit(entry(3))), 7),
        harm("bit in the very last entry", (d, s) -> d.flip(s.get(2), bit(entry(3) + 35)), 11),
        harm("bit in the version", (d, s) -> d.flip(s.get(1), bit(4))),
        harm("bit in a header", (d, s) -> d.flip(s.get(1), bit(12))),
        harm("bits in two entries", CorruptionTest::twoBits, 5, 6),
        harm("a segment cut within an entry", (d, s) -> d.truncate(s.get(1), entry(2) + 7), 6, 7),
        harm("a segment cut within its header", (d, s) -> d.truncate(s.get(1), 9), 4, 5, 6, 7),
        harm("a segment of no length", (d, s) -> d.truncate(s.get(1), 0), 4, 5, 6, 7),
        harm("the last cut within an entry", (d, s) -> d.truncate(s.get(2), entry(3) + 40), 11),
        harm("the last cut between entries", (d, s) -> d.truncate(s.get(2), entry(3)), 11),
        harm("the last of no length", (d, s) -> d.truncate(s.get(2), 0), 8, 9, 10, 11),
        harm("a segment missing", (d, s) -> d.remove(s.get(1)), 4, 5, 6, 7),
        harm("the last missing", (d, s) -> d.remove(s.get(2)), 8, 9, 10, 11),
        harm("zeros in a segment", (d, s) -> zeros(d, s.get(1), entry(1), 2 * ENTRY_BYTES), 5, 6),
        harm("a segment full of zeros", (d, s) -> zeros(d, s.get(1), 0, entry(4)), 4, 5, 6, 7),
        harm("garbage behind the last", CorruptionTest::garbageBehind),
        harm("foreign names", CorruptionTest::foreignNames),
        harm("no tally", (d, s) -> d.remove(Tally.NAME)),
        harm("a tally of no length", (d, s) -> d.truncate(Tally.NAME, 0)),
        harm("bit in the first slot", (d, s) -> d.flip(Tally.NAME, bit(9))),
        harm("bit in the second slot", (d, s) -> d.flip(Tally.NAME, bit(Tally.SLOT_BYTES + 9))),
        harm(
            "a new position that was never renamed", (d, s) -> d.put("position.new", new byte[5])));
  }

  private static void twoBits(MemoryDisk disk, List<String> segments) {
    disk.flip(segments.get(1), bit(entry(1)));
    disk.flip(segments.get(1), bit(entry(2) + 35));
  }

  private static void zeros(MemoryDisk disk, String name, int from, int count) {
    byte[] content = disk.content(name);
    Arrays.fill(content, from, from + count, (byte) 0);
    disk.put(name, content);
  }

  private static void garbageBehind(MemoryDisk disk, List<String> segments) {
    byte[] content = disk.content(segments.get(2));
    byte[] longer = Arrays.copyOf(content, content.length + 100);
    Arrays.fill(longer, content.length, longer.length, (byte) 'x');
    disk.put(segments.get(2), longer);
  }

  private static void foreignNames(MemoryDisk disk, List<String> segments) {
    disk.put("0000000002.segment", new byte[3]);
    disk.put("9999999999-9999999999999999999-0000000000000000.segment", new byte[3]);
    disk.put(".DS_Store", new byte[3]);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harms")
  void losesOnlyWhatIsDamagedAndSaysHowMuch(String name, Harm harm, List<Integer> entriesLost)
      throws IOException {
    fill();
    harm.accept(disk, segments());

    Spool spool = open();
    List<Long> read = readAll(spool);

    assertThat(read).isEqualTo(firstsWithout(entriesLost, 1));
    long lost = entriesLost.stream().mapToLong(entry -> entry + 1).sum();
    assertThat(spool.lost()).isEqualTo(lost);
    assertThat(losses.stream().mapToLong(Loss::count).sum()).isEqualTo(lost);
    goesOn(spool);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harmsOfThePosition")
  void repeatsWhereThePositionIsNotKnownAndLosesNothing(String name, Harm harm) throws IOException {
    fill();
    harm.accept(disk, segments());

    Spool spool = open();

    assertThat(readAll(spool)).isEqualTo(firstsWithout(List.of(), 0));
    assertThat(spool.lost()).isZero();
    goesOn(spool);
  }

  static Stream<Arguments> harmsOfThePosition() {
    return Stream.of(
        harm("no position", (d, s) -> d.remove(Position.NAME)),
        harm("a position of no length", (d, s) -> d.truncate(Position.NAME, 0)),
        harm("a position cut", (d, s) -> d.truncate(Position.NAME, 31)),
        harm("bit in the position", (d, s) -> d.flip(Position.NAME, bit(11))),
        harm("a position of garbage", (d, s) -> d.put(Position.NAME, new byte[400])));
  }

  @Test
  void aStalePositionIsNoLoss() throws IOException {
    fill();
    byte[] stale = disk.content(Position.NAME);
    Spool spool = open();
    for (int i = 0; i < 6; i++) {
      spool.read();
    }
    spool.save();
    disk.kill();
    disk.put(Position.NAME, stale);

    Spool reopened = open();

    assertThat(readAll(reopened)).isEqualTo(firstsWithout(List.of(), 4));
    assertThat(reopened.lost()).isZero();
  }

  @Test
  void keepsTheDamagedFileAside() throws IOException {
    fill();
    String damaged = segments().get(1);
    disk.flip(damaged, bit(entry(1) + 40));
    byte[] asFound = disk.content(damaged);

    Spool spool = open();
    readAll(spool);
    spool.save();

    assertThat(disk.has(damaged)).isFalse();
    assertThat(disk.content("quarantine/" + damaged)).isEqualTo(asFound);
    assertThat(spool.quarantined()).isEqualTo(1);
    assertThat(losses).containsExactly(new Loss(damaged, 15, 6, true));
  }

  @Test
  void tellsOfALossOnceOverARestart() throws IOException {
    fill();
    disk.truncate(segments().get(1), 0);
    Spool spool = open();
    readAll(spool);
    spool.save();
    disk.kill();

    Spool reopened = open();

    assertThat(readAll(reopened)).isEmpty();
    assertThat(reopened.lost()).isEqualTo(5 + 6 + 7 + 8);
  }

  @Test
  void leavesAlonePayloadsThatPretendToBeEntries() throws IOException {
    Spool spool = open();
    ByteBuffer forged = ByteBuffer.allocate(3 * Frame.BYTES + 4);
    ByteBuffer inside = forged.slice(Frame.BYTES, 2 * Frame.BYTES);
    Frame.complete(inside, 0, 0, 1);
    spool.append(forged, 1);
    spool.commit();
    disk.kill();
    disk.flip(segments().getFirst(), bit(entry(0)));

    assertThat(readAll(open())).isEmpty();
  }

  private void fill() throws IOException {
    Spool spool = open();
    for (int i = 0; i < ENTRIES; i++) {
      spool.append(entryOf(i), i + 1);
    }
    spool.commit();
    spool.read();
    spool.save();
    disk.kill();
  }

  private static ByteBuffer entryOf(int index) {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
    new SplittableRandom(index).nextBytes(entry.array());
    return entry;
  }

  private Spool open() throws IOException {
    return Spool.open(disk, CONFIG, new SplittableRandom(7), losses::add);
  }

  private List<String> segments() {
    return disk.names().stream().filter(name -> Segment.named(name).isPresent()).toList();
  }

  /** The numbers of the first records of the entries it reads. */
  private static List<Long> readAll(Spool spool) throws IOException {
    List<Long> firsts = new ArrayList<>();
    for (Optional<Entry> entry = spool.read(); entry.isPresent(); entry = spool.read()) {
      firsts.add(entry.get().first());
    }
    return firsts;
  }

  private static List<Long> firstsWithout(List<Integer> lost, int from) {
    List<Long> firsts = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < ENTRIES; i++) {
      if (i >= from && !lost.contains(i)) {
        firsts.add(first);
      }
      first += i + 1;
    }
    return firsts;
  }

  /** Whatever was there before. */
  private static void goesOn(Spool spool) throws IOException {
    spool.save();
    assertThat(spool.append(entryOf(99), 1)).isInstanceOf(Appended.At.class);
    spool.commit();
    assertThat(readAll(spool)).hasSize(1);
    spool.save();
    assertThat(spool.isEmpty()).isTrue();
  }
}
