package io.penstock.load.torture.account;

/**
 * What one place holds beside the book: the log, or a sink together with its dead letters.
 *
 * @param rows that it holds
 * @param dead dead letters of this sink; none in the log
 * @param lost acknowledged, and neither there nor a dead letter
 * @param dup rows and dead letters beyond the first of an event
 * @param unexpected there, and never sent
 * @param corrupt there with other bytes
 * @param order an event behind a later one of its key
 */
public record Tally(
    String place,
    long rows,
    long dead,
    long lost,
    long dup,
    long unexpected,
    long corrupt,
    long order) {

  public boolean isClean() {
    return lost == 0 && isCleanButForLost();
  }

  /** Where some are lost by intent, as by damage to what keeps them. */
  public boolean isCleanButForLost() {
    return dup == 0 && unexpected == 0 && corrupt == 0 && order == 0;
  }
}
