package io.penstock.fuzz;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How a body is compressed on its way. */
enum Compression {
  NONE("identity"),
  GZIP("gzip"),
  DEFLATE("deflate"),
  ZSTD("zstd");

  private static final List<Compression> ALL = List.of(values());

  final String coding;

  Compression(String coding) {
    this.coding = coding;
  }

  /** Most are not. */
  static Compression any(Dice dice) {
    return dice.once(3) ? dice.oneOf(ALL) : NONE;
  }

  byte[] of(byte[] body) {
    return switch (this) {
      case NONE -> body;
      case ZSTD -> Zstd.compress(body);
      case GZIP, DEFLATE -> deflated(body);
    };
  }

  private byte[] deflated(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater();
    try (OutputStream out =
        this == GZIP ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes, deflater)) {
      out.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written", impossible);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }
}
