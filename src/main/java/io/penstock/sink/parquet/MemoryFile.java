package io.penstock.sink.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that is written in memory. */
public final class MemoryFile implements OutputFile {
  /**
   * It grows by pieces: an array that grows is copied again and again, and the collector has to
   * find room for each of them at one place.
   */
  private static final int PIECE_BYTES = 256 << 10;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] piece = new byte[PIECE_BYTES];
  private int used;

  /** What was written so far. */
  public byte[] bytes() {
    byte[] all = new byte[Math.toIntExact(size())];
    int at = 0;
    for (byte[] one : full) {
      System.arraycopy(one, 0, all, at, PIECE_BYTES);
      at += PIECE_BYTES;
    }
    System.arraycopy(piece, 0, all, at, used);
    return all;
  }

  private long size() {
    return (long) full.size() * PIECE_BYTES + used;
  }

  private void makeRoom() {
    if (used == PIECE_BYTES) {
      full.add(piece);
      piece = new byte[PIECE_BYTES];
      used = 0;
    }
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return size();
      }

      @Override
      public void write(int b) {
        makeRoom();
        piece[used++] = (byte) b;
      }

      @Override
      public void write(byte[] from, int offset, int length) {
        int done = 0;
        while (done < length) {
          makeRoom();
          int count = Math.min(length - done, PIECE_BYTES - used);
          System.arraycopy(from, offset + done, piece, used, count);
          used += count;
          done += count;
        }
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }
}
