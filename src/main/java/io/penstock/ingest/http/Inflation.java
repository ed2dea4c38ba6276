package io.penstock.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Inflates bodies, and stops as soon as one grows beyond what is allowed. */
final class Inflation {
  private static final int CHUNK = 64 << 10;

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
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body), CHUNK)) {
      while (true) {
        int read = in.read(inflated, length, inflated.length - length);
        if (read < 0) {
          return new Result.Inflated(Arrays.copyOf(inflated, length));
        }
        length += read;
        if (length > (long) body.length * timesMax) {
          return new Result.TooFar();
        }
        if (length == inflated.length) {
          if (length >= bytesMax) {
            return in.read() < 0 ? new Result.Inflated(inflated) : new Result.TooLarge();
          }
          inflated = Arrays.copyOf(inflated, (int) Math.min(bytesMax, length * 2L));
        }
      }
    } catch (IOException broken) {
      return new Result.Broken(
          broken.getMessage() == null ? "it ends too early" : broken.getMessage());
    }
  }
}
