package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was acknowledged and what was released, in a file of its own: without it nobody could say
 * how much is missing where the end of a segment is. It has two slots and writes them in turns, so
 * that one is always whole; and it writes in place, so that it can go on where the disk is full.
 * The writer and the reader both use it.
 */
final class Tally {
  static final String NAME = "tally";
  static final int SLOT_BYTES = 512;

  private static final int BYTES = 36;
  private static final int CHECKED_BYTES = 32;

  /**
   * @param generation the higher, the newer
   * @param acknowledged the number after the last record that was acknowledged
   * @param released the number of the first record that may still be there
   * @param segment the highest number that a segment had
   */
  record Slot(long generation, long acknowledged, long released, long segment) {
    static final Slot NONE = new Slot(0, 0, 0, 0);

    private ByteBuffer bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(BYTES);
      bytes.putLong(generation).putLong(acknowledged).putLong(released).putLong(segment);
      return bytes.putInt(Checksum.of(bytes, 0, CHECKED_BYTES)).flip();
    }

    private static Optional<Slot> of(ByteBuffer bytes) {
      boolean whole =
          bytes.remaining() == BYTES
              && bytes.getLong(0) > 0
              && bytes.getInt(CHECKED_BYTES) == Checksum.of(bytes, 0, CHECKED_BYTES);
      return whole
          ? Optional.of(
              new Slot(bytes.getLong(0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24)))
          : Optional.empty();
    }
  }

  private final Disk disk;
  private Slot last;
  private int nextSlot = -1;
  private boolean sure;
  private @Nullable DiskFile file;

  /** Goes on after {@code last}; its first write makes the file anew. */
  Tally(Disk disk, Slot last) {
    this.disk = disk;
    this.last = last;
  }

  /**
   * What a tally says that was there before.
   *
   * @param newest the newest slot that is whole
   * @param whole whether no slot is damaged, so that there was none newer
   */
  record Said(Optional<Slot> newest, boolean whole) {}

  static Said read(Disk disk) {
    try (DiskFile file = disk.open(NAME)) {
      Optional<Slot> first = read(file, 0);
      Optional<Slot> second = read(file, 1);
      Optional<Slot> newest =
          first.filter(slot -> slot.generation > generationOf(second)).or(() -> second);
      return new Said(newest, isWhole(first, file, 0) && isWhole(second, file, 1));
    } catch (IOException none) {
      return new Said(Optional.empty(), false);
    }
  }

  private static long generationOf(Optional<Slot> slot) {
    return slot.map(Slot::generation).orElse(0L);
  }

  /** A slot that was never used is all zeros, or not there. */
  private static boolean isWhole(Optional<Slot> read, DiskFile file, int slot) throws IOException {
    ByteBuffer bytes = bytes(file, slot);
    return read.isPresent() || bytes.equals(ByteBuffer.allocate(bytes.limit()));
  }

  private static Optional<Slot> read(DiskFile file, int slot) throws IOException {
    return Slot.of(bytes(file, slot));
  }

  private static ByteBuffer bytes(DiskFile file, int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    file.read(bytes, (long) slot * SLOT_BYTES);
    return bytes.flip();
  }

  /**
   * Before anything is written, since without a whole tally the end of a segment could be anything.
   * Both slots: either may be what a start or a fault before has left in memory alone.
   */
  synchronized void makeSure(long end, long segment) throws IOException {
    if (!sure) {
      acknowledge(end, segment);
      acknowledge(end, segment);
    }
  }

  /** Returns when it would outlive a power cut. */
  synchronized void acknowledge(long end, long segment) throws IOException {
    save(new Slot(last.generation + 1, end, last.released, segment));
  }

  /** Likewise; from then on nobody looks for records before {@code released}. */
  synchronized void release(long released) throws IOException {
    save(new Slot(last.generation + 1, last.acknowledged, released, last.segment));
  }

  /** Where that fails, the same slot is tried again: the other one is still whole. */
  private void save(Slot slot) throws IOException {
    sure = false;
    try {
      DiskFile to = opened();
      to.write(slot.bytes(), (long) nextSlot * SLOT_BYTES);
      to.force();
      last = slot;
      sure = true;
      nextSlot = 1 - nextSlot;
    } catch (IOException fault) {
      close();
      throw fault;
    }
  }

  private DiskFile opened() throws IOException {
    DiskFile open = file;
    if (open == null) {
      boolean there = disk.names().contains(NAME);
      open = there ? disk.open(NAME) : disk.create(NAME);
      file = open;
      begin(open, there);
    }
    return open;
  }

  /** The slot with the newest is spared. A new file gets all the room that it will ever need. */
  private void begin(DiskFile opened, boolean there) throws IOException {
    if (there && nextSlot < 0) {
      nextSlot = generationOf(read(opened, 1)) > generationOf(read(opened, 0)) ? 0 : 1;
    } else if (!there) {
      nextSlot = 0;
      opened.write(ByteBuffer.allocate(2 * SLOT_BYTES), 0);
      opened.force();
      disk.forceNames();
    }
  }

  synchronized void close() throws IOException {
    DiskFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
