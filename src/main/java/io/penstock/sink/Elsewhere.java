package io.penstock.sink;

/** How a sink fares on the other nodes, as they said last. Read by any thread. */
public final class Elsewhere {
  private volatile boolean isHeld;
  private volatile long lagRecords;

  void becomes(boolean held, long lag) {
    isHeld = held;
    lagRecords = lag;
  }

  /** Whether any of them is held. */
  public boolean isHeld() {
    return isHeld;
  }

  /** Records that all of them have not settled yet. */
  public long lagRecords() {
    return lagRecords;
  }
}
