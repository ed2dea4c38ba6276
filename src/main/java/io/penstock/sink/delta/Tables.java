package io.penstock.sink.delta;

import io.delta.kernel.engine.Engine;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Batch;
import io.penstock.sink.SinkSetup;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The tables of a sink, one a stream. Native calls; one thread at a time. */
final class Tables {
  private final SinkSetup setup;
  private final Map<String, DeltaTable> byStream = new LinkedHashMap<>();

  Tables(DeltaConfig config, SinkSetup setup, Engine engine) {
    this.setup = setup;
    for (Stream stream : setup.streams()) {
      byStream.put(stream.name(), new DeltaTable(engine, config, stream));
    }
  }

  void open() {
    byStream.values().forEach(Tables::open);
  }

  private static void open(DeltaTable table) {
    try {
      table.open();
    } catch (RuntimeException fault) {
      throw DeltaTroubles.faultOf(fault, table.name());
    }
  }

  DeltaTable of(Stream stream) {
    return Objects.requireNonNull(byStream.get(stream.name()), stream.name());
  }

  Fence fence(String topic, int partition) {
    return Fence.of(setup.name(), topic, partition);
  }

  /** Of a stream's topic its table; of the inbox all, since it has letters of several streams. */
  private List<DeltaTable> holding(String topic) {
    List<DeltaTable> its =
        setup.streams().stream()
            .filter(stream -> stream.topic().equals(topic))
            .map(this::of)
            .toList();
    return its.isEmpty() ? List.copyOf(byStream.values()) : its;
  }

  /** As the tables have it now. */
  Optional<Checkpoint> checkpoint(String topic, int partition) {
    for (DeltaTable table : holding(topic)) {
      try {
        table.load();
      } catch (RuntimeException fault) {
        throw DeltaTroubles.faultOf(fault, table.name());
      }
    }
    return known(topic, partition);
  }

  private Optional<Checkpoint> known(String topic, int partition) {
    Fence fence = fence(topic, partition);
    return holding(topic).stream()
        .flatMap(table -> table.checkpoint(fence).stream())
        .max(Comparator.comparingLong(Checkpoint::next));
  }

  /**
   * Whether the sink stands where the batch begins, as far as is known. A table that knows nothing
   * of the partition yet may take its first batch; a later one it may not: then it was lost, and
   * the rows before with it.
   */
  boolean standAt(Batch batch) {
    return known(batch.topic(), batch.partition())
        .map(checkpoint -> checkpoint.next() == batch.first())
        .orElse(batch.first() == batch.from().start());
  }
}
