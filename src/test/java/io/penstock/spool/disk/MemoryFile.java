package io.penstock.spool.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A file's bytes as its readers see them, and as they would be after a power cut. */
final class MemoryFile {
  /** What somebody did to the file. */
  private sealed interface Change {
    byte[] to(byte[] before);
  }

  private record Write(byte[] bytes, long position) implements Change {
    @Override
    public byte[] to(byte[] before) {
      byte[] after = Arrays.copyOf(before, Math.max(before.length, (int) position + bytes.length));
      System.arraycopy(bytes, 0, after, (int) position, bytes.length);
      return after;
    }

    Write part(RandomGenerator random) {
      return new Write(Arrays.copyOf(bytes, random.nextInt(bytes.length)), position);
    }

    /** Then the older one is no longer what the system would write. */
    boolean overlaps(Change change) {
      return change instanceof Write(byte[] older, long at)
          && at < position + bytes.length
          && position < at + older.length;
    }
  }

  private record Cut(int size) implements Change {
    @Override
    public byte[] to(byte[] before) {
      return before.length <= size ? before : Arrays.copyOf(before, size);
    }
  }

  private byte[] seen = {};
  private byte[] onDisk = {};
  private final List<Change> unforced = new ArrayList<>();

  /** After a failed force the system takes these for written; they need not be. */
  private final List<Change> doubtful = new ArrayList<>();

  byte[] bytes() {
    return seen;
  }

  void write(byte[] bytes, long position) {
    if (bytes.length > 0) {
      change(new Write(bytes, position));
    }
  }

  void cut(int size) {
    change(new Cut(size));
  }

  private void change(Change change) {
    seen = change.to(seen);
    unforced.add(change);
  }

  void force() {
    for (Change change : unforced) {
      onDisk = change.to(onDisk);
      doubtful.removeIf(older -> change instanceof Write write && write.overlaps(older));
    }
    unforced.clear();
  }

  void forceFailed() {
    doubtful.addAll(unforced);
    unforced.clear();
  }

  /** Of what was not forced, any may be there, also in part. */
  void forget(RandomGenerator random) {
    List<Change> all = new ArrayList<>(doubtful);
    all.addAll(unforced);
    for (Change change : all) {
      if (random.nextInt(3) > 0) {
        onDisk = change.to(onDisk);
      } else if (change instanceof Write write) {
        onDisk = write.part(random).to(onDisk);
      }
    }
    become(onDisk);
  }

  /** This is what it holds, whatever anybody wrote. */
  void become(byte[] bytes) {
    seen = bytes;
    onDisk = bytes;
    unforced.clear();
    doubtful.clear();
  }
}
