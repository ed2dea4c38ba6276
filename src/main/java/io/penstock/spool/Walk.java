package io.penstock.spool;

import io.penstock.spool.disk.Disk;
import io.penstock.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Goes through the entries of one file from its beginning, over whatever is damaged. */
final class Walk implements AutoCloseable {
  private static final int SEARCHED_AT_ONCE_BYTES = 8 << 10;

  private final Segment segment;
  private final DiskFile file;
  private final ByteBuffer head = ByteBuffer.allocate(Frame.BYTES);
  private final boolean unreadable;
  private long offset = Segment.HEADER_BYTES;
  private long foundAt;

  private Walk(Segment segment, DiskFile file) throws IOException {
    this.segment = segment;
    this.file = file;
    this.unreadable = Segment.isOfAnotherVersion(bytes(0, Segment.HEADER_BYTES));
  }

  static Walk through(Segment segment, Disk disk) throws IOException {
    return through(segment, segment.name(), disk);
  }

  /** Where the file has another name. */
  static Walk through(Segment segment, String name, Disk disk) throws IOException {
    DiskFile file = disk.open(name);
    try {
      return new Walk(segment, file);
    } catch (IOException fault) {
      file.close();
      throw fault;
    }
  }

  /** The next whole entry; null where there is none up to the end. */
  @Nullable Entry next() throws IOException {
    foundAt = offset;
    long size = unreadable ? 0 : file.size();
    while (offset + Frame.BYTES <= size) {
      Frame frame = frameAt(offset);
      if (frame == null || frame.length() < 0 || end(frame) > size) {
        offset = nextMark(offset + 1, size);
      } else {
        foundAt = offset;
        ByteBuffer payload = bytes(offset + Frame.BYTES, frame.length());
        offset = end(frame);
        if (frame.isOf(payload)) {
          return new Entry(segment.number(), frame.first(), frame.count(), payload);
        }
      }
    }
    return null;
  }

  /** Where the entry that was found last ends. */
  long offset() {
    return offset;
  }

  /** What was found last, be it nothing, is to be looked for again: more may be there by then. */
  void back() {
    offset = foundAt;
  }

  private long end(Frame frame) {
    return offset + Frame.BYTES + frame.length();
  }

  private @Nullable Frame frameAt(long at) throws IOException {
    head.clear();
    file.read(head, at);
    return Frame.read(head.flip(), segment.mark());
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.read(bytes, at);
    return bytes.flip();
  }

  /** Where the mark stands next, which need not be an entry; {@code size} where it does not. */
  private long nextMark(long from, long size) throws IOException {
    for (long at = from; at + Frame.BYTES <= size; at += SEARCHED_AT_ONCE_BYTES) {
      ByteBuffer searched = bytes(at, SEARCHED_AT_ONCE_BYTES + Long.BYTES - 1);
      for (int i = 0; i + Long.BYTES <= searched.remaining(); i++) {
        if (searched.getLong(i) == segment.mark()) {
          return at + i;
        }
      }
    }
    return size;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
