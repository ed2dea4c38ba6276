package io.penstock.load.torture.proxy;

import java.time.Duration;

/** How good the connections through a proxy are. */
public sealed interface Condition {
  Condition CALM = new Calm();

  /** Bytes go through as they come. */
  record Calm() implements Condition {
    @Override
    public String toString() {
      return "calm";
    }
  }

  /** Connections are cut, and new ones cut at once: nobody is there. */
  record Away() implements Condition {
    @Override
    public String toString() {
      return "away";
    }
  }

  /** Connections stay, and nothing more goes either way. */
  record Silent() implements Condition {
    @Override
    public String toString() {
      return "silent";
    }
  }

  /** What the server sends comes later. */
  record Slow(Duration latency) implements Condition {
    @Override
    public String toString() {
      return "+" + latency.toMillis() + " ms";
    }
  }

  /** So many bytes a second and connection, in each direction. */
  record Narrow(int bytesPerSecond) implements Condition {
    @Override
    public String toString() {
      return bytesPerSecond + " B/s";
    }
  }

  /**
   * Requests arrive; a share of the answers does not, and later the connection is cut, as it is
   * when packets of one direction are dropped.
   */
  record LostAnswers(double share, Duration cutAfter) implements Condition {
    @Override
    public String toString() {
      return "%.0f %% of answers lost, cut after %d ms".formatted(share * 100, cutAfter.toMillis());
    }
  }

  /** Of a share of what the client sends, one bit is flipped. */
  record Garbled(double share) implements Condition {
    @Override
    public String toString() {
      return "%.1f %% garbled".formatted(share * 100);
    }
  }
}
