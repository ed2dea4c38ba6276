package io.penstock.ingest.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Takes a compressed body apart, and knows how much of it is used. */
interface Decoder extends Closeable {
  /** As {@link java.io.InputStream#read(byte[], int, int)}; short at the end of a member. */
  int read(byte[] to, int from, int length) throws IOException;

  /** Bytes of the body that nothing was made of yet. */
  int unread();

  default boolean isAtEnd() throws IOException {
    return read(new byte[1], 0, 1) < 0;
  }

  static Decoder of(byte[] body, Coding coding) throws IOException {
    return switch (coding) {
      case IDENTITY -> new Plain(body);
      case GZIP -> new Members(body);
      case DEFLATE -> new Deflated(body);
      case ZSTD -> new Frames(body);
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

  /** Not compressed at all. */
  final class Plain extends ByteArrayInputStream implements Decoder {
    Plain(byte[] body) {
      super(body);
    }

    @Override
    public int unread() {
      return available();
    }
  }

  /** The members of a body of gzip, one after the other. */
  final class Members extends GZIPInputStream implements Decoder {
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

    @Override
    public int unread() {
      return inf.getRemaining();
    }
  }

  /** A body of deflate data, in the zlib format or bare. */
  final class Deflated extends InflaterInputStream implements Decoder {
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

    @Override
    public int unread() {
      return inf.getRemaining();
    }

    /** An inflater of our own making is ours to end. */
    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }

  /** The frames of a body of zstd, one after the other. */
  final class Frames extends ZstdInputStreamNoFinalizer implements Decoder {
    /** The largest window that a sender of HTTP may use: 8 MB, RFC 9659. */
    private static final int WINDOW_LOG_MAX = 23;

    private final ByteArrayInputStream body;

    Frames(byte[] body) throws IOException {
      this(new ByteArrayInputStream(body));
    }

    private Frames(ByteArrayInputStream body) throws IOException {
      super(body);
      this.body = body;
      setLongMax(WINDOW_LOG_MAX);
    }

    /** It reads ahead by 128 KB, so that this is what it has not even looked at. */
    @Override
    public int unread() {
      return body.available();
    }
  }
}
