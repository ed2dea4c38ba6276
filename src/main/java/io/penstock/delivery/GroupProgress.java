package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupReader;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.sink.Batch;
import java.util.HashMap;
import java.util.Map;

/** What the sink's group is still to hear of: the newest checkpoint of each partition. */
final class GroupProgress {
  private final GroupReader reader;
  private final Map<Partition, Position> uncommitted = new HashMap<>();

  GroupProgress(GroupReader reader) {
    this.reader = reader;
  }

  void reached(Partition partition, Checkpoint checkpoint) {
    uncommitted.put(partition, new Position(checkpoint.next(), checkpoint.packed()));
  }

  /**
   * Tells the group what is about to be written, before it is; answers whether it knows now. Where
   * it does not, the partition may be another member's by now.
   */
  boolean announce(Offer offer) {
    Batch batch = offer.batch();
    uncommitted.put(
        offer.lane().partition(),
        new Position(batch.first(), batch.from().packedWithIntent(batch.next())));
    commit();
    return uncommitted.isEmpty();
  }

  /** What the group does not take now is told again with the next. */
  void commit() {
    if (!uncommitted.isEmpty() && reader.commit(uncommitted)) {
      uncommitted.clear();
    }
  }

  /** Another member speaks for the partition from now on. */
  void forget(Partition partition) {
    uncommitted.remove(partition);
  }
}
