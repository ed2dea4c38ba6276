package io.penstock.access.limit;

/**
 * Which part of a limit falls to whom, so that all nodes together keep to it, also while they do
 * not hear each other. Set by one thread, read by any.
 */
public final class Shares {
  private volatile int heard = 1;
  private volatile int there = 1;

  /**
   * How many nodes this one hears, itself among them, and how many there are as far as anybody
   * knows.
   */
  public void tell(int heardNow, int thereNow) {
    heard = heardNow;
    there = Math.max(heardNow, thereNow);
  }

  /** How many nodes share a limit. */
  int nodes() {
    return there;
  }

  /** Of the nodes that hear each other, together. */
  double together() {
    return (double) heard / there;
  }

  /** Of this node alone. */
  double alone() {
    return 1.0 / there;
  }
}
