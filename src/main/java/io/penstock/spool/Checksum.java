package io.penstock.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C of some bytes: whatever the spool reads was checked with it. */
final class Checksum {
  private Checksum() {}

  /** {@code from} counts from the buffer's beginning. */
  static int of(ByteBuffer bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes.slice(from, length));
    return (int) crc.getValue();
  }
}
