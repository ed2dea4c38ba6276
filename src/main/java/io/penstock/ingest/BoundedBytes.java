package io.penstock.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory, up to an end; they may be taken out in parts. */
public final class BoundedBytes extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long bytesMax;
  private long taken;

  public BoundedBytes(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** There would have been more bytes than allowed. */
  public static final class Full extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(int b) throws IOException {
    makeRoom(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    makeRoom(length);
    bytes.write(from, offset, length);
  }

  private void makeRoom(int more) throws Full {
    if (taken + bytes.size() + more > bytesMax) {
      throw new Full();
    }
  }

  /** What was written since the last time. */
  public byte[] take() {
    byte[] part = bytes.toByteArray();
    taken += part.length;
    bytes.reset();
    return part;
  }
}
