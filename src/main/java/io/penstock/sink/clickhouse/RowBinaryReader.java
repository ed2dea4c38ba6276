package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads an answer in the format RowBinary, in which all numbers were asked for as Int64. */
final class RowBinaryReader {
  private static final int BUFFER_BYTES = 64 << 10;

  private final DataInputStream in;

  RowBinaryReader(InputStream answer) {
    in = new DataInputStream(new BufferedInputStream(answer, BUFFER_BYTES));
  }

  /** Whether another row follows. */
  boolean hasMore() throws IOException {
    in.mark(1);
    boolean hasMore = in.read() >= 0;
    in.reset();
    return hasMore;
  }

  long number() throws IOException {
    return Long.reverseBytes(in.readLong());
  }

  String text() throws IOException {
    int length = 0;
    int shift = 0;
    int b;
    do {
      b = in.readUnsignedByte();
      length |= (b & 0x7f) << shift;
      shift += 7;
    } while (b > 0x7f);
    byte[] utf8 = new byte[length];
    in.readFully(utf8);
    return new String(utf8, UTF_8);
  }
}
