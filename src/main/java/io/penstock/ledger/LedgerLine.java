package io.penstock.ledger;

/**
 * What became of the records of one stream on their way to one sink, or of those in its inbox.
 *
 * @param accepted records in the log since the sink began
 * @param waiting those it has not settled
 */
public record LedgerLine(String stream, String sink, long accepted, long waiting, Counts counts) {
  /** Records that are in no column; anything but 0 means that somebody must look. */
  public long unexplained() {
    return accepted - waiting - counts.total();
  }
}
