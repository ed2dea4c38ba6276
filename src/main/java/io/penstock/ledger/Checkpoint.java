package io.penstock.ledger;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far one sink has come in one partition, and what became of every record on the way. Saved in
 * the same commit as the rows where the sink can do that, so that {@code next - start} can be
 * checked against the counts.
 *
 * @param start the first offset the sink was to read
 * @param next the next offset it will read
 */
public record Checkpoint(long start, long next, Counts counts) {
  /**
   * A version, the start, five counts; what is absent, where anything is; and where a range was
   * announced, its end.
   */
  private static final Pattern PACKED =
      Pattern.compile("1((?:,\\d{1,18}){6})(?:\\+(\\d{1,18}))?(?:;(\\d{1,18}))?");

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
        counts.dead() + (counts.absent() == 0 ? "" : "+" + counts.absent()));
  }

  /** Likewise, and that the records up to {@code end}, exclusive, are about to be written. */
  public String packedWithIntent(long end) {
    return packed() + ";" + end;
  }

  /** Empty where the text is not ours. */
  public static Optional<Checkpoint> unpacked(long next, String packed) {
    Matcher ours = PACKED.matcher(packed);
    if (!ours.matches()) {
      return Optional.empty();
    }
    String[] parts = ours.group(1).split(",", -1);
    long[] n = new long[parts.length];
    for (int i = 1; i < n.length; i++) {
      n[i] = Long.parseLong(parts[i]);
    }
    long absent = ours.group(2) == null ? 0 : Long.parseLong(ours.group(2));
    return Optional.of(
        new Checkpoint(n[1], next, new Counts(n[2], n[3], n[4], n[5], n[6], absent)));
  }

  /** The end of the range that was announced along with the checkpoint; empty where none was. */
  public static OptionalLong intentIn(String packed) {
    Matcher ours = PACKED.matcher(packed);
    return ours.matches() && ours.group(3) != null
        ? OptionalLong.of(Long.parseLong(ours.group(3)))
        : OptionalLong.empty();
  }
}
