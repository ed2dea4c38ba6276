package io.penstock.retry;

import java.util.List;
import java.util.Optional;

/**
 * The slots of a node, as its scheduler last saw them.
 *
 * @param epoch grows each time slots change hands
 */
public record RetrySchedule(long epoch, List<Line> lines) {
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
   * @param owner the node that has it
   * @param waiting letters that were not moved
   * @param dueMillis when the first of them is due, empty where it was not read
   */
  public record Line(
      String owner,
      String sink,
      String tier,
      int partition,
      long waiting,
      Optional<Long> dueMillis,
      State state) {}
}
