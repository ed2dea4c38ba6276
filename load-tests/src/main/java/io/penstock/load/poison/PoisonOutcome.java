package io.penstock.load.poison;

import io.penstock.load.report.Goals;
import io.penstock.load.report.Samples;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.scene.Letters;
import io.penstock.load.torture.scene.Scene;
import java.time.Duration;

/**
 * What came of one topic.
 *
 * @param rowsPerSecond settled in the second half of the run, stored or dead
 * @param cpuSeconds of the server for a million
 * @param blamed letters that name the field or constraint that is bad
 * @param incomplete letters without one of the headers that each has
 * @param misplaced letters whose source record is another, or holds other bytes
 * @param delivered what the table held before the replay, its dead letters beside it
 * @param after what it held after it
 */
public record PoisonOutcome(
    Kind kind,
    long events,
    double rowsPerSecond,
    double cpuSeconds,
    long blamed,
    long incomplete,
    long misplaced,
    Tally delivered,
    double replaySeconds,
    Tally after) {

  static PoisonOutcome of(
      Kind kind,
      long events,
      Samples.Stretch late,
      Scene.Count count,
      Duration replay,
      Tally after) {
    Letters letters = count.letters();
    return new PoisonOutcome(
        kind,
        events,
        late.rowsPerSecond(),
        late.cpuSeconds(),
        letters.byPath().getOrDefault(kind.path(), 0L),
        letters.incomplete(),
        letters.misplaced(),
        count.sinks().getFirst(),
        replay.toMillis() / 1e3,
        after);
  }

  void judge(Goals goals) {
    long bad = kind == Kind.NONE ? 0 : events / SpoiledEvents.BAD_ONE_IN;
    String of = ", " + kind.label();
    goals
        .exactly("dead letters" + of, delivered.dead(), bad)
        .exactly("rows" + of, delivered.rows(), events - bad)
        .none("lost" + of, delivered.lost())
        .none("twice, unexpected, changed, out of order" + of, delivered.wrong());
    if (kind != Kind.NONE) {
      judgeLetters(goals, of, bad);
    }
  }

  /** The order of what was replayed is that of the replay. */
  private void judgeLetters(Goals goals, String of, long bad) {
    goals
        .exactly("dead letters that blame " + kind.path() + of, blamed, bad)
        .none("dead letters without a header" + of, incomplete)
        .none("dead letters with another source record" + of, misplaced)
        .exactly("rows after the replay" + of, after.rows(), events)
        .none("lost after the replay" + of, after.lost())
        .none(
            "twice, unexpected, changed after the replay" + of,
            after.dup() + after.unexpected() + after.corrupt());
  }
}
