package io.penstock.sink.http;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** How rows are compressed on their way. */
public enum Compression {
  NONE,
  GZIP,
  LZ4,
  ZSTD;

  private static final int FASTEST = 1;

  /** Has the request post these bytes, compressed, and say so. */
  public HttpRequest post(byte[] body, HttpRequest.Builder request) {
    if (this == NONE) {
      return request.POST(BodyPublishers.ofByteArray(body)).build();
    }
    return request
        .header("Content-Encoding", name().toLowerCase(Locale.ROOT))
        .POST(BodyPublishers.ofByteArray(compressed(body)))
        .build();
  }

  private byte[] compressed(byte[] bytes) {
    var compressed = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (OutputStream in = into(compressed)) {
      in.write(bytes);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory takes what is written to it", impossible);
    }
    return compressed.toByteArray();
  }

  private OutputStream into(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new FastGzip(out);
      case LZ4 -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB);
      case ZSTD -> new ZstdOutputStream(out, FASTEST);
    };
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 64 << 10);
      def.setLevel(FASTEST);
    }
  }
}
