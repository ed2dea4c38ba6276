package io.penstock.load.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Rows in the binary format of COPY. */
final class CopyRows {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int COLUMNS = 7;
  private static final int END = -1;
  private static final long MICROS_TO_2000 = 946_684_800_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private CopyRows() {}

  static byte[] of(List<BareRow> rows) {
    try {
      var copy = new CopyRows();
      copy.out.write(HEADER);
      for (BareRow row : rows) {
        copy.add(row);
      }
      copy.out.writeShort(END);
      return copy.bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void add(BareRow row) throws IOException {
    out.writeShort(COLUMNS);
    text(row.tenant());
    text(row.id());
    text(row.type());
    number(row.timeMicros() - MICROS_TO_2000);
    number(row.receivedAtMicros() - MICROS_TO_2000);
    number(row.contentHash());
    text(row.data());
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private void number(long number) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(number);
  }
}
