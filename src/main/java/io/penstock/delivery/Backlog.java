package io.penstock.delivery;

import io.penstock.log.GroupReader;
import io.penstock.log.Partition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many records wait for the sink. A partition hears of its end with what it fetches, and so
 * hears nothing while it is paused: then the broker is asked.
 */
final class Backlog {
  private final GroupReader reader;
  private final Map<Partition, Long> ends = new HashMap<>();

  Backlog(GroupReader reader) {
    this.reader = reader;
  }

  /** Asks where the log ends now; where the broker does not answer, what was known stays. */
  void refresh(Collection<Partition> partitions) {
    ends.putAll(reader.endsNow(partitions));
  }

  long records(Collection<Lane> lanes) {
    return lanes.stream().mapToLong(this::records).sum();
  }

  private long records(Lane lane) {
    Partition partition = lane.partition();
    long end = Math.max(lane.next() + reader.behind(partition), ends.getOrDefault(partition, 0L));
    return end - lane.checkpoint().next();
  }

  void forget(Partition partition) {
    ends.remove(partition);
  }
}
