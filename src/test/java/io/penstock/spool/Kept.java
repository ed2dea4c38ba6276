package io.penstock.spool;

import io.penstock.spool.disk.MemoryDisk;
import java.util.Arrays;

/**
 * What a test appended, and where its bytes are on the disk.
 *
 * @param bytes head and payload, as they were written
 */
record Kept(long first, int count, String file, int from, byte[] bytes) {
  long end() {
    return first + count;
  }

  byte[] payload() {
    return Arrays.copyOfRange(bytes, Frame.BYTES, bytes.length);
  }

  /** Whether somebody who looks at the disk finds it as it was written. */
  boolean isWhole(MemoryDisk disk) {
    byte[] content = disk.content(file);
    return disk.has(file)
        && content.length >= from + bytes.length
        && Arrays.equals(content, from, from + bytes.length, bytes, 0, bytes.length);
  }
}
