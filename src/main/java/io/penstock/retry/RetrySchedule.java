package io.penstock.retry;

import java.util.List;
import java.util.Optional;

/** The slots of this node, as the scheduler last saw them. */
public record RetrySchedule(List<Line> lines) {
  /** Whether letters move. */
  public enum State {
    RUNNING,
    /** A person holds the slot. */
    HELD,
    /** A person wants what waits to move at once. */
    FORCED,
    /** The sink is held, or far behind. */
    PAUSED
  }

  /**
   * One slot.
   *
   * @param waiting letters that were not moved
   * @param dueMillis when the first of them is due, empty where it was not read
   */
  public record Line(
      String sink,
      String tier,
      int partition,
      long waiting,
      Optional<Long> dueMillis,
      State state) {}
}
