package io.penstock.ledger;

/** What became of records: each one counts in exactly one of these. */
public record Counts(long delivered, long repeated, long filtered, long retried, long dead) {
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

  public Counts plus(Counts more) {
    return new Counts(
        delivered + more.delivered,
        repeated + more.repeated,
        filtered + more.filtered,
        retried + more.retried,
        dead + more.dead);
  }

  public Counts minus(Counts fewer) {
    return new Counts(
        delivered - fewer.delivered,
        repeated - fewer.repeated,
        filtered - fewer.filtered,
        retried - fewer.retried,
        dead - fewer.dead);
  }

  public long total() {
    return delivered + repeated + filtered + retried + dead;
  }
}
