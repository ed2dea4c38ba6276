package io.penstock.load.torture.send;

import java.time.Duration;

/**
 * Whether senders send events more than once, as clients do that heard no answer: each up to five
 * times in all, later, and through the doors of other nodes.
 */
public final class Repeats {
  static final int TIMES_MAX = 4;
  static final int OTHER_BODY_ONE_IN = 10;

  private final Duration laterMax;
  private final boolean mayDiffer;
  private volatile boolean rests;

  private Repeats(Duration laterMax, boolean mayDiffer) {
    this.laterMax = laterMax;
    this.mayDiffer = mayDiffer;
  }

  /** Each event once. */
  public static Repeats none() {
    return new Repeats(Duration.ZERO, false);
  }

  /** The same bytes again, so much later at most. */
  public static Repeats within(Duration laterMax) {
    return new Repeats(laterMax, false);
  }

  /** And now and then an id comes again with another body. */
  public static Repeats differing(Duration laterMax) {
    return new Repeats(laterMax, true);
  }

  /** None for now; they are made up for. */
  public void rest(boolean rest) {
    rests = rest;
  }

  boolean areWanted() {
    return !laterMax.isZero();
  }

  boolean doRest() {
    return rests;
  }

  boolean mayDiffer() {
    return mayDiffer;
  }

  long laterNanosMax() {
    return laterMax.toNanos();
  }
}
