package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupReader;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.sink.Sink;
import java.util.Optional;

/**
 * Where a partition is read from when it is assigned: where the sink says, or the group for a sink
 * that keeps no checkpoints; else at the oldest record.
 */
sealed interface Start {
  /**
   * Go on here.
   *
   * @param intended the end of what somebody was about to write, or did write; the checkpoint's
   *     next offset where nobody was; never more than the log has
   */
  record At(Checkpoint checkpoint, long intended) implements Start {}

  /**
   * The log does not hold what comes next. Going on would lose records without a word.
   *
   * @param missing how many records are neither in the log nor in any count
   */
  record Nowhere(String reason, long missing) implements Start {}

  static Start of(Partition partition, Sink sink, GroupReader reader) {
    Optional<Position> told =
        sink.keepsCheckpoints() ? Optional.empty() : reader.committed(partition);
    Optional<Checkpoint> known =
        sink.keepsCheckpoints()
            ? sink.checkpoint(partition.topic(), partition.number())
            : told.flatMap(at -> Checkpoint.unpacked(at.next(), at.note()));
    long beginning = reader.beginning(partition);
    long end = reader.end(partition);
    Checkpoint checkpoint = known.orElseGet(() -> Checkpoint.at(beginning));
    long next = checkpoint.next();
    return next < beginning || next > end
        ? new Nowhere(
            "%s is to go on at offset %d, but the log holds %d to %d"
                .formatted(partition, next, beginning, end),
            Math.max(beginning - next, next - end))
        : new At(checkpoint, Math.clamp(told.map(Start::intended).orElse(next), next, end));
  }

  private static long intended(Position told) {
    return Checkpoint.intentIn(told.note()).orElse(0);
  }
}
