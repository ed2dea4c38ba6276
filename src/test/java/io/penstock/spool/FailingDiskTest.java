package io.penstock.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.spool.disk.MemoryDisk;
import io.penstock.spool.disk.MemoryDisk.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is full, or fails. */
class FailingDiskTest {
  private static final SpoolConfig CONFIG = new SpoolConfig("spool", 2_000, 500);

  private final MemoryDisk disk = new MemoryDisk(new SplittableRandom(1));
  private Spool spool;

  FailingDiskTest() throws IOException {
    spool = open();
  }

  private Spool open() throws IOException {
    return Spool.open(disk, CONFIG, new SplittableRandom(2), loss -> {});
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CREATE", "WRITE", "FORCE", "FORCE_NAMES"})
  void whatFailsIsNotAcknowledgedAndWhatComesAfterwardsIs(Step step) throws IOException {
    keep(1);
    spool.leaveSegmentIfDrained();
    leaveSegment();
    disk.fail(step);

    assertThatThrownBy(() -> keep(2)).isInstanceOf(IOException.class);
    disk.heal();
    keep(3);

    assertThat(next()).isEqualTo(1);
    assertThat(next()).isEqualTo(3);
    assertThat(spool.read()).isEmpty();
    assertThat(spool.lost()).isZero();
  }

  /** So that the next append has to make a file. */
  private void leaveSegment() throws IOException {
    ByteBuffer large = ByteBuffer.allocate(460);
    large.put(Frame.BYTES, (byte) 9);
    disk.failOnce(Step.FORCE);
    assertThatThrownBy(
            () -> {
              spool.append(large, 1);
              spool.commit();
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void neverTrustsASegmentAgainWhoseForceFailed() throws IOException {
    keep(1);
    append(2);
    disk.failOnce(Step.FORCE);
    assertThatThrownBy(spool::commit).isInstanceOf(IOException.class);

    keep(3);
    disk.cutPower();
    spool = open();

    assertThat(next()).isEqualTo(1);
    assertThat(next()).isEqualTo(3);
    assertThat(spool.lost()).isZero();
  }

  @Test
  void saysFullBeforeItWritesAndHasRoomAgainWhenItWasDrained() throws IOException {
    int kept = 0;
    while (append(kept) instanceof Appended.At) {
      spool.commit();
      kept++;
    }
    assertThat(append(0)).isEqualTo(new Appended.Full(spool.bytes(), 2_000));

    while (spool.read().isPresent()) {
      kept--;
    }
    spool.save();

    assertThat(kept).isZero();
    assertThat(append(1)).isInstanceOf(Appended.At.class);
  }

  @Test
  void aFullDiskIsDrainedAllTheSame() throws IOException {
    for (int i = 0; i < 20; i++) {
      keep(i);
    }
    disk.limit(0);
    for (int i = 0; i < 20; i++) {
      assertThat(next()).isEqualTo(i);
    }

    assertThatThrownBy(spool::save).hasMessage("No space left on device");
    assertThatThrownBy(() -> keep(20)).isInstanceOf(IOException.class);
    disk.kill();
    spool = open();

    assertThat(spool.records()).as("the last segment is read again").isLessThan(10);
    disk.heal();
    keep(21);
  }

  @Test
  void nothingStaysOnDiskWhenAllIsDrained() throws IOException {
    keep(1);
    next();
    spool.save();

    spool.leaveSegmentIfDrained();
    spool.save();

    assertThat(disk.names()).containsExactlyInAnyOrder("position", "tally");
    assertThat(spool.bytes()).isZero();
    keep(2);
    assertThat(next()).isEqualTo(2);
  }

  @Test
  void givesUpWhatCannotBeReadAndCountsIt() throws IOException {
    keep(1);
    keep(2);

    spool.read();
    spool.giveUpSegment();

    assertThat(spool.read()).isEmpty();
    assertThat(spool.lost()).isEqualTo(1);
    keep(3);
    assertThat(next()).isEqualTo(3);
  }

  private void keep(int number) throws IOException {
    append(number);
    spool.commit();
  }

  private Appended append(int number) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(Frame.BYTES + 50);
    entry.putInt(Frame.BYTES, number);
    return spool.append(entry, 1);
  }

  private int next() throws IOException {
    return spool.read().orElseThrow().payload().getInt(0);
  }
}
