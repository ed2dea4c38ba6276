package io.penstock.load.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Rows in the format RowBinary, in a frame of LZ4. */
final class ClickHouseRows {
  private final DataOutputStream out;

  private ClickHouseRows(DataOutputStream out) {
    this.out = out;
  }

  /** {@code first} is the offset of the first of them. */
  static byte[] compressed(List<BareRow> rows, long first) {
    var block = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new LZ4FrameOutputStream(block))) {
      var writing = new ClickHouseRows(out);
      long offset = first;
      for (BareRow row : rows) {
        writing.write(row, offset++);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes what is written to it", impossible);
    }
    return block.toByteArray();
  }

  private void write(BareRow row, long offset) throws IOException {
    text(row.tenant());
    text(row.id());
    text(row.type());
    number(row.timeMicros());
    number(row.receivedAtMicros());
    number(row.contentHash());
    text(row.data());
    text(BareClickHouse.extra(row.data()));
    text("bench");
    out.writeInt(0);
    number(offset);
    number(~offset);
  }

  private void number(long value) throws IOException {
    out.writeLong(Long.reverseBytes(value));
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    int left = utf8.length;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
    out.write(utf8);
  }
}
