package io.penstock.retry;

/** Whether letters may go back to a sink now, and how many. */
public interface Gate {
  /** False while the sink is held, or far behind with events on their first way. */
  boolean isOpen();

  /** Takes so many of {@code wanted} as may go now; none to all of them. */
  int take(int wanted, long nowMillis);
}
