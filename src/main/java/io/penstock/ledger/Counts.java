package io.penstock.ledger;

/**
 * What became of records: each one counts in exactly one of these.
 *
 * @param absent offsets without a record that anybody may read: what a transaction leaves in the
 *     log, at its end and where it is aborted, and what a topic has compacted away
 */
public record Counts(
    long delivered, long repeated, long filtered, long retried, long dead, long absent) {
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

  /** Of records alone. */
  public Counts(long delivered, long repeated, long filtered, long retried, long dead) {
    this(delivered, repeated, filtered, retried, dead, 0);
  }

  public Counts plus(Counts more) {
    return new Counts(
        delivered + more.delivered,
        repeated + more.repeated,
        filtered + more.filtered,
        retried + more.retried,
        dead + more.dead,
        absent + more.absent);
  }

  public Counts minus(Counts fewer) {
    return new Counts(
        delivered - fewer.delivered,
        repeated - fewer.repeated,
        filtered - fewer.filtered,
        retried - fewer.retried,
        dead - fewer.dead,
        absent - fewer.absent);
  }

  public long total() {
    return delivered + repeated + filtered + retried + dead + absent;
  }
}
