package io.penstock.observability;

import java.time.Clock;

/**
 * What one instance of a sink last said of itself: written on the sink's thread, read by scrapes on
 * others.
 */
public final class SinkState {
  /** The time of the oldest waiting record where none waits. */
  public static final long NOTHING_WAITS = Long.MAX_VALUE;

  /** Whether events flow to the sink; the numbers are those of the gauge. */
  public enum Circuit {
    CLOSED(0),
    HALF_OPEN(1),
    OPEN(2);

    private final int number;

    Circuit(int number) {
      this.number = number;
    }
  }

  private final Clock clock;
  private volatile long lagRecords;
  private volatile long oldestMillis = NOTHING_WAITS;
  private volatile long unexplained;
  private volatile Circuit circuit = Circuit.CLOSED;

  SinkState(Clock clock) {
    this.clock = clock;
  }

  /** So many records are not settled; {@code oldest} is when the first of them was appended. */
  public void waiting(long records, long oldest) {
    lagRecords = records;
    oldestMillis = oldest;
  }

  public void circuit(Circuit now) {
    circuit = now;
  }

  /** So many records are neither in the log nor in any count. */
  public void unexplained(long records) {
    unexplained = records;
  }

  long lagRecords() {
    return lagRecords;
  }

  /** Grows with the clock, so that an instance that hangs is seen too. */
  double lagSeconds() {
    long oldest = oldestMillis;
    return oldest == NOTHING_WAITS ? 0 : Math.max(0, clock.millis() - oldest) / 1_000.0;
  }

  long unexplained() {
    return unexplained;
  }

  int circuit() {
    return circuit.number;
  }
}
