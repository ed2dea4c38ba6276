package io.penstock.ingest.http;

import java.io.IOException;
import java.util.Arrays;

/** Inflates bodies, and stops as soon as one grows beyond what is allowed. */
final class Inflation {
  private static final int CHUNK = 64 << 10;

  /**
   * What may come out before it is compared with the part of the body that it came from. A body may
   * begin with what shrinks well; a bomb that goes on like that ends here.
   */
  private static final int UNCOMPARED_BYTES = 1 << 20;

  /** Each member costs its own beginning, however little it holds. */
  private static final int MEMBERS_MAX = 1_000;

  private final int timesMax;

  Inflation(int timesMax) {
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

  /** To so many bytes at most. */
  Result inflate(byte[] body, Coding coding, int bytesMax) {
    if (body.length == 0) {
      return new Result.Broken("it ends too early");
    }
    try (Decoder decoder = Decoder.of(body, coding)) {
      return read(decoder, body.length, bytesMax);
    } catch (IOException broken) {
      return new Result.Broken(
          broken.getMessage() == null ? "it ends too early" : broken.getMessage());
    }
  }

  private Result read(Decoder decoder, int sent, int bytesMax) throws IOException {
    byte[] inflated = new byte[Math.min(bytesMax, Math.clamp(sent * 4L, CHUNK, UNCOMPARED_BYTES))];
    int length = 0;
    int members = 0;
    while (true) {
      int wanted = Math.min(inflated.length - length, UNCOMPARED_BYTES);
      int read = decoder.read(inflated, length, wanted);
      if (read < 0) {
        return new Result.Inflated(Arrays.copyOf(inflated, length));
      }
      length += read;
      if (isTooFar(length, sent, decoder.unread())) {
        return new Result.TooFar();
      }
      if (read < wanted && ++members > MEMBERS_MAX) {
        return new Result.Broken("it has more than " + MEMBERS_MAX + " members");
      }
      if (length == inflated.length) {
        if (length >= bytesMax) {
          return decoder.isAtEnd() ? new Result.Inflated(inflated) : new Result.TooLarge();
        }
        inflated = Arrays.copyOf(inflated, (int) Math.min(bytesMax, length * 2L));
      }
    }
  }

  private boolean isTooFar(int length, int sent, int unread) {
    return length > (long) sent * timesMax
        || length > Math.max(UNCOMPARED_BYTES, (long) (sent - unread) * timesMax);
  }
}
