package io.penstock.sink.delta;

import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.penstock.sink.objects.ObjectStore;
import java.io.EOFException;
import java.io.IOException;

/** Reads an object by parts, each a request of its own. */
final class ObjectStream extends SeekableInputStream {
  /** What one request asks for at least, where there is so much. */
  private static final int PART_BYTES = 1 << 20;

  private final ObjectStore store;
  private final String name;
  private final long length;
  private long position;
  private byte[] part = {};
  private long partFrom;

  ObjectStream(ObjectStore store, String name, long length) {
    this.store = store;
    this.name = name;
    this.length = length;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void seek(long to) {
    position = to;
  }

  @Override
  public int read() throws IOException {
    if (position >= length) {
      return -1;
    }
    fetch(1);
    return part[(int) (position++ - partFrom)] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    if (wanted == 0) {
      return 0;
    }
    if (position >= length) {
      return -1;
    }
    fetch(wanted);
    int from = (int) (position - partFrom);
    int count = Math.min(wanted, part.length - from);
    System.arraycopy(part, from, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public void readFully(byte[] into, int offset, int wanted) throws IOException {
    int done = 0;
    while (done < wanted) {
      int count = read(into, offset + done, wanted - done);
      if (count < 0) {
        throw new EOFException(name + " ends at " + length);
      }
      done += count;
    }
  }

  /** So that the byte at the position is in the part. */
  private void fetch(int wanted) throws IOException {
    if (position >= partFrom && position < partFrom + part.length) {
      return;
    }
    int size = (int) Math.min(Math.max(wanted, PART_BYTES), length - position);
    part = store.read(name, position, size);
    partFrom = position;
    if (part.length == 0) {
      throw new EOFException(name + " has fewer bytes than " + length);
    }
  }
}
