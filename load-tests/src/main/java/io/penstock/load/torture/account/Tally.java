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

  /** Of what is there, as against what is not. */
  public long wrong() {
    return dup + unexpected + corrupt + order;
  }
}
