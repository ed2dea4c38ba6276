package io.penstock.simulation;

/**
 * The life of one process. Everything outside asks it before and after it does something for the
 * node, so that a node can die at every step, and does nothing any more once it is dead.
 */
final class Life {
  /** Unwinds whatever the node was about to do. */
  static final class Over extends Error {
    Over() {
      super("the node is dead", null, false, false);
    }
  }

  /** So seldom, since each step comes here several times. */
  private static final double SHARE_OF_DEATHS = 0.0008;

  private final Dice dice;
  private boolean over;

  Life(Dice dice) {
    this.dice = dice;
  }

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /** A moment at which the node may die. */
  void goesOn() {
    if (dice.goesWrong(SHARE_OF_DEATHS)) {
      over = true;
    }
    if (over) {
      throw new Over();
    }
  }
}
