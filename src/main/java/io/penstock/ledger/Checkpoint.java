package io.penstock.ledger;

import java.util.Optional;

/**
 * How far one sink has come in one partition, and what became of every record on the way. Saved in
 * the same commit as the rows where the sink can do that, so that {@code next - start} can be
 * checked against the counts.
 *
 * @param start the first offset the sink was to read
 * @param next the next offset it will read
 */
public record Checkpoint(long start, long next, Counts counts) {

  public static Checkpoint at(long start) {
    return new Checkpoint(start, start, Counts.ZERO);
  }

  public Checkpoint advance(long newNext, Counts more) {
    return new Checkpoint(start, newNext, counts.plus(more));
  }

  /**
   * Offsets passed that no count explains; not 0 only where records vanished from the log or a
   * count is wrong.
   */
  public long unexplained() {
    return next - start - counts.total();
  }

  /** As the text that goes along with an offset committed to the log. */
  public String packed() {
    return String.join(
        ",",
        "1",
        Long.toString(start),
        Long.toString(counts.delivered()),
        Long.toString(counts.repeated()),
        Long.toString(counts.filtered()),
        Long.toString(counts.retried()),
        Long.toString(counts.dead()));
  }

  /** Empty where the text is not ours. */
  public static Optional<Checkpoint> unpacked(long next, String packed) {
    if (!packed.matches("1(,\\d{1,18}){6}")) {
      return Optional.empty();
    }
    String[] parts = packed.split(",", -1);
    long[] n = new long[parts.length];
    for (int i = 0; i < n.length; i++) {
      n[i] = Long.parseLong(parts[i]);
    }
    return Optional.of(new Checkpoint(n[1], next, new Counts(n[2], n[3], n[4], n[5], n[6])));
  }
}
