package io.penstock.load.report;

import java.util.List;
import java.util.Optional;

/**
 * What bombs did to the server, and to somebody else beside them.
 *
 * @param beforeMiB resident as it is; {@code held} is what remains after a garbage collection
 * @param blockedWarnings lines in the server's log about a thread that was blocked
 */
public record BombsResult(
    String commit,
    int times,
    int atOnce,
    List<BombCount> bombs,
    GoodTraffic alone,
    GoodTraffic during,
    long beforeMiB,
    long afterMiB,
    long heldBeforeMiB,
    long heldAfterMiB,
    long blockedWarnings) {

  private static final double ANSWER_MILLIS_MAX = 1_000;
  private static final double SLOWDOWN_MAX = 2;
  private static final long GROWTH_MIB_MAX = 64;

  /** Where the body is too large, a connection may end without an answer; nowhere else. */
  private long notRefused() {
    return bombs.stream().mapToLong(BombCount::notRefused).sum();
  }

  private long serverErrors() {
    return bombs.stream().mapToLong(bomb -> bomb.answersOf(5)).sum();
  }

  private double slowestMillis() {
    return bombs.stream().mapToDouble(BombCount::slowestMillis).max().orElse(0);
  }

  private double slowdown() {
    return during.latency().p99() / alone.latency().p99();
  }

  private long growthMiB() {
    return heldAfterMiB - heldBeforeMiB;
  }

  private Goals goals() {
    return new Goals()
        .none("bombs taken, or left without an answer", notRefused())
        .none("bombs answered 5xx", serverErrors())
        .atMost("slowest end of a bomb, ms", slowestMillis(), ANSWER_MILLIS_MAX)
        .atMost("p99 of good traffic, during / alone", slowdown(), SLOWDOWN_MAX)
        .none("warnings of a blocked thread", blockedWarnings)
        .atMost(
            "resident 10 s after, garbage collected, MiB more",
            (double) growthMiB(),
            GROWTH_MIB_MAX);
  }

  public boolean isSound() {
    return goals().areReached();
  }

  public Report report(String date, Machine machine) {
    return new Report(
        "Hostile requests, " + date,
        List.of(
            circumstances(machine),
            bombTable().toString(),
            GoodTraffic.beside(alone, during),
            memory(),
            goals().table().toString()),
        this,
        Optional.empty());
  }

  private String circumstances(Machine machine) {
    return """
    * commit: %s
    * machine: %s
    * each bomb %d times, %d at once, each on a connection of its own; times run from opening it
    * the server as its users start it, with a limit of 10 MB a request and 64 MB for all in flight\
    """
        .formatted(commit, machine.description(), times, atOnce);
  }

  private Table bombTable() {
    Table table =
        new Table("bomb", "bytes", "answers", "closed", "neither", "median ms", "slowest ms");
    for (BombCount bomb : bombs) {
      table.row(
          bomb.bomb(),
          Numbers.whole(bomb.bytes()),
          bomb.answersText(),
          String.valueOf(bomb.closed()),
          String.valueOf(bomb.unanswered()),
          Numbers.whole(bomb.medianMillis()),
          Numbers.whole(bomb.slowestMillis()));
    }
    return table;
  }

  private String memory() {
    return """
    Resident memory of the server: %,d MiB before, %,d MiB 10 s after; with the garbage collected %,d and %,d MiB.\
    """
        .formatted(beforeMiB, afterMiB, heldBeforeMiB, heldAfterMiB);
  }
}
