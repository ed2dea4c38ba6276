package io.penstock.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Inflates bodies, and stops as soon as one grows beyond what is allowed. */
final class Inflation {
  private static final int CHUNK = 64 << 10;
  private static final String MORE = "something follows behind its end";

  private final int bytesMax;
  private final int timesMax;

  Inflation(int bytesMax, int timesMax) {
    this.bytesMax = bytesMax;
    this.timesMax = timesMax;
  }

  /** What inflating came to. */
  sealed interface Result {
    record Inflated(byte[] bytes) implements Result {}

    record TooLarge() implements Result {}

    record TooFar() implements Result {}

    record Broken(String why) implements Result {}
  }

  Result gunzip(byte[] body) {
    byte[] inflated = new byte[Math.min(bytesMax, Math.max(CHUNK, body.length * 4))];
    int length = 0;
    try (var in = new Members(body)) {
      while (true) {
        int read = in.read(inflated, length, inflated.length - length);
        if (read < 0) {
          return in.hasMore()
              ? new Result.Broken(MORE)
              : new Result.Inflated(Arrays.copyOf(inflated, length));
        }
        length += read;
        if (length > (long) body.length * timesMax) {
          return new Result.TooFar();
        }
        if (length == inflated.length) {
          if (length >= bytesMax) {
            return in.read() >= 0
                ? new Result.TooLarge()
                : in.hasMore() ? new Result.Broken(MORE) : new Result.Inflated(inflated);
          }
          inflated = Arrays.copyOf(inflated, (int) Math.min(bytesMax, length * 2L));
        }
      }
    } catch (IOException broken) {
      return new Result.Broken(
          broken.getMessage() == null ? "it ends too early" : broken.getMessage());
    }
  }

  /**
   * The members of a body, one after the other. What stands behind the last and is no member is
   * passed over by the JDK without a word; it may be a member that was damaged, with events in it.
   */
  private static final class Members extends GZIPInputStream {
    private static final int TRAILER_BYTES = 8;

    /** The whole body is in the inflater's buffer, so that what it leaves there is all there is. */
    Members(byte[] body) throws IOException {
      super(new ByteArrayInputStream(body), Math.max(1, body.length));
    }

    boolean hasMore() {
      return inf.getRemaining() > TRAILER_BYTES;
    }
  }
}
