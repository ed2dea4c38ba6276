package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupReader;
import io.penstock.log.Partition;
import io.penstock.log.Position;
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
    reached(partition, checkpoint, checkpoint.next());
  }

  /** The sink may have records up to {@code intended} already. */
  void reached(Partition partition, Checkpoint checkpoint, long intended) {
    String note =
        intended > checkpoint.next() ? checkpoint.packedWithIntent(intended) : checkpoint.packed();
    uncommitted.put(partition, new Position(checkpoint.next(), note));
  }

  /**
   * Tells the group what is about to be written, before it is; answers whether it knows now. Where
   * it does not, the partition may be another member's by now.
   */
  boolean announce(Offer offer) {
    Lane lane = offer.lane();
    reached(
        lane.partition(), offer.batch().from(), Math.max(lane.intended(), offer.batch().next()));
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
