package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How far the reader is, as it is saved.
 *
 * @param next the number of the record to read next
 * @param lost records that could not be read any more, ever since there is this spool
 * @param refused records that were set aside, likewise
 */
record Position(long next, long lost, long refused) {
  static final String NAME = "position";

  private static final String NEW = "position.new";
  private static final int BYTES = 32;
  private static final int CHECKED_BYTES = 28;
  private static final int VERSION = 1;

  /** Empty where there is none that can be trusted. */
  static Optional<Position> read(Disk disk) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    try (DiskFile file = disk.open(NAME)) {
      file.read(bytes, 0);
    } catch (IOException none) {
      return Optional.empty();
    }
    boolean whole =
        !bytes.hasRemaining()
            && bytes.getInt(0) == VERSION
            && bytes.getInt(CHECKED_BYTES) == Checksum.of(bytes, 0, CHECKED_BYTES);
    return whole
        ? Optional.of(new Position(bytes.getLong(4), bytes.getLong(12), bytes.getLong(20)))
        : Optional.empty();
  }

  /** Returns when it would outlive a power cut; until then the one before is there. */
  void save(Disk disk) throws IOException {
    disk.delete(NEW);
    try (DiskFile file = disk.create(NEW)) {
      file.write(bytes(), 0);
      file.force();
    }
    disk.rename(NEW, NAME);
    disk.forceNames();
  }

  private ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putInt(VERSION).putLong(next).putLong(lost).putLong(refused);
    return bytes.putInt(Checksum.of(bytes, 0, CHECKED_BYTES)).flip();
  }
}
