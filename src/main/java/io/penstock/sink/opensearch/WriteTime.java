package io.penstock.sink.opensearch;

import java.io.IOException;
import java.time.Duration;

/** How long a write has been under way: it ends within a minute, however many requests it takes. */
final class WriteTime {
  private static final Duration WRITE_MAX = Duration.ofSeconds(60);

  private final long lastBeginNanos;

  /** A request takes at most so long, so that one that begins later might end too late. */
  WriteTime(Duration requestMax) {
    this.lastBeginNanos = System.nanoTime() + WRITE_MAX.minus(requestMax).toNanos();
  }

  boolean isLeft() {
    return System.nanoTime() <= lastBeginNanos;
  }

  void requireLeft() throws IOException {
    if (!isLeft()) {
      throw new IOException("it takes too long over one batch");
    }
  }
}
