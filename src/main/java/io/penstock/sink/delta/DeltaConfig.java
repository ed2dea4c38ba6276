package io.penstock.sink.delta;

import io.penstock.config.Section;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.parquet.FieldColumns;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where tables are, and how they are kept in order.
 *
 * @param mergeOn the columns of the key by which later events replace rows, by the names of streams
 * @param checkpointEvery so many versions after a checkpoint there is another one
 * @param compactBelow files that are smaller are made into larger ones
 * @param compactTo as large as these, in bytes
 * @param compactAfter how old files are by then
 * @param vacuumAfter how long a file is kept that is in the table no more
 */
record DeltaConfig(
    Location location,
    FieldColumns columns,
    Map<String, List<String>> mergeOn,
    int checkpointEvery,
    long compactBelow,
    long compactTo,
    Duration compactAfter,
    Duration vacuumAfter) {
  static DeltaConfig read(Section section) {
    var config =
        new DeltaConfig(
            Location.read(section),
            FieldColumns.read(section),
            mergeOn(section),
            section.wholeNumber("checkpoint-every", 50, 1, 10_000),
            section.bytes("compact-below", 32 << 20, 0, 512 << 20),
            section.bytes("compact-to", 64 << 20, 1 << 20, 512 << 20),
            section.duration(
                "compact-after", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(30)),
            section.duration(
                "vacuum-after", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(3650)));
    if (config.compactBelow > config.compactTo) {
      section.reject("compact-below", "is more than compact-to");
    }
    return config;
  }

  private static Map<String, List<String>> mergeOn(Section section) {
    Map<String, List<String>> mergeOn = new LinkedHashMap<>();
    section
        .sections("merge")
        .forEach((stream, merge) -> mergeOn.put(stream, merge.texts("on", List.of())));
    return mergeOn;
  }

  /**
   * Whether the sink takes all streams that are named.
   *
   * @throws SinkFault where it does not
   */
  void check(SinkSetup setup) {
    columns.check(setup);
    for (String stream : mergeOn.keySet()) {
      if (setup.streams().stream().noneMatch(it -> it.name().equals(stream))) {
        throw new SinkFault("merge: the sink takes no stream '" + stream + "'");
      }
    }
  }
}
