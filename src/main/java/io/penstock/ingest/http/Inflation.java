package io.penstock.ingest.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Inflates bodies, and stops as soon as one grows beyond what is allowed. */
final class Inflation {
  private static final int CHUNK = 64 << 10;

  /** The largest window that a sender of HTTP may use: 8 MB, RFC 9659. */
  private static final int ZSTD_WINDOW_LOG_MAX = 23;

  private final int bytesMax;
  private final int timesMax;

  Inflation(int bytesMax, int timesMax) {
    this.bytesMax = bytesMax;
    this.timesMax = timesMax;
  }

  /** What inflating came to. */
  sealed interface Result {
    record Inflated(byte[] bytes) implements Result {}

    /** Somebody else has the credit that it would take. */
    record NoRoom() implements Result {}

    record TooLarge() implements Result {}

    record TooFar() implements Result {}

    record Broken(String why) implements Result {}
  }

  Result inflate(byte[] body, Coding coding) {
    if (body.length == 0) {
      return new Result.Broken("it ends too early");
    }
    try (InputStream in = open(body, coding)) {
      return read(in, body.length);
    } catch (IOException broken) {
      return new Result.Broken(
          broken.getMessage() == null ? "it ends too early" : broken.getMessage());
    }
  }

  private Result read(InputStream in, int sent) throws IOException {
    byte[] inflated = new byte[(int) Math.min(bytesMax, Math.max(CHUNK, sent * 4L))];
    int length = 0;
    while (true) {
      int read = in.read(inflated, length, inflated.length - length);
      if (read < 0) {
        return new Result.Inflated(Arrays.copyOf(inflated, length));
      }
      length += read;
      if (length > (long) sent * timesMax) {
        return new Result.TooFar();
      }
      if (length == inflated.length) {
        if (length >= bytesMax) {
          return in.read() >= 0 ? new Result.TooLarge() : new Result.Inflated(inflated);
        }
        inflated = Arrays.copyOf(inflated, (int) Math.min(bytesMax, length * 2L));
      }
    }
  }

  private static InputStream open(byte[] body, Coding coding) throws IOException {
    return switch (coding) {
      case IDENTITY -> new ByteArrayInputStream(body);
      case GZIP -> new Members(body);
      case DEFLATE -> new Deflated(body);
      case ZSTD ->
          new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(body))
              .setLongMax(ZSTD_WINDOW_LOG_MAX);
    };
  }

  /**
   * What stands behind the end is passed over by the JDK without a word; it may be a part that was
   * damaged, with events in it.
   */
  private static int orNothingMore(int read, int remaining) throws IOException {
    if (read < 0 && remaining > 0) {
      throw new IOException("something follows behind its end");
    }
    return read;
  }

  /** The members of a body of gzip, one after the other. */
  private static final class Members extends GZIPInputStream {
    private static final int TRAILER_BYTES = 8;

    /** The JDK reads past an empty member by calling itself, until the stack is full. */
    private static final int EMPTY_IN_A_ROW_MAX = 100;

    private int depth;

    /** The whole body is in the inflater's buffer, so that what it leaves there is all there is. */
    Members(byte[] body) throws IOException {
      super(new ByteArrayInputStream(body), body.length);
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      if (depth > EMPTY_IN_A_ROW_MAX) {
        throw new IOException("too many members without content follow each other");
      }
      depth++;
      try {
        return orNothingMore(super.read(to, from, length), inf.getRemaining() - TRAILER_BYTES);
      } finally {
        depth--;
      }
    }
  }

  /** A body of deflate data, in the zlib format or bare. */
  private static final class Deflated extends InflaterInputStream {
    Deflated(byte[] body) {
      super(new ByteArrayInputStream(body), new Inflater(!isZlib(body)), body.length);
    }

    /** As RFC 1950 begins: method 8, and two bytes that 31 divides. */
    private static boolean isZlib(byte[] body) {
      int first = body[0] & 0xff;
      int second = body.length > 1 ? body[1] & 0xff : 0;
      return (first & 0xf) == Deflater.DEFLATED && (first * 256 + second) % 31 == 0;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      return orNothingMore(super.read(to, from, length), inf.getRemaining());
    }

    /** An inflater of our own making is ours to end. */
    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
