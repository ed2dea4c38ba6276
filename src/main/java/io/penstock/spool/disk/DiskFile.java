package io.penstock.spool.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is open. */
public interface DiskFile extends AutoCloseable {
  long size() throws IOException;

  /** Fills the buffer from there, as far as the file goes. */
  void read(ByteBuffer into, long position) throws IOException;

  /** Writes all that remains in the buffer. Where that fails, some of it may be there. */
  void write(ByteBuffer bytes, long position) throws IOException;

  /** Cuts off what lies behind. */
  void truncate(long size) throws IOException;

  /** Returns when every byte written so far would outlive a power cut. */
  void force() throws IOException;

  @Override
  void close() throws IOException;
}
