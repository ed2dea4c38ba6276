package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupReader;
import io.penstock.log.Partition;
import io.penstock.observability.SinkState;
import io.penstock.sink.Outcome;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stay in a sink's consumer group: reads, writes and settles until it is closed. A stay that
 * fails is closed and followed by another, which repeats what this one had not settled.
 */
final class Delivery implements AutoCloseable, GroupReader.Assignment {
  private static final long POLL_MILLIS_MAX = 200;

  /** While a batch is written, so that its answer is heard soon. */
  private static final long POLL_MILLIS_WHILE_WRITING = 5;

  private static final long POLL_MILLIS_WHILE_UNHEARD = 50;

  private final Surroundings my;
  private final Homes homes;
  private final Attempts attempts;
  private final Holding holding;
  private final GroupReader reader;
  private final Lanes lanes;
  private final Polling polling;
  private final GroupProgress group;
  private final Settlement settlement;
  private final Announcing announcing;
  private final Stranded stranded;
  private final Backlog backlog;
  private @Nullable Writing writing;

  @SuppressWarnings("this-escape") // the reader calls back from poll, not from its constructor
  Delivery(Surroundings surroundings) {
    my = surroundings;
    lanes = new Lanes(my.config().memoryMax());
    homes = new Homes(my.config(), my.tenantOtherwise(), my.clock());
    attempts = new Attempts(my.sink(), homes, my.letterBox(), my.circuit(), my.meters());
    holding =
        new Holding(
            my.config().sink(), my.component(), my.health(), my.meters(), my.state(), my.clock());
    reader = my.log().join(this);
    polling = new Polling(reader, lanes, my.clock());
    group = new GroupProgress(reader);
    settlement = new Settlement(my, reader, polling, group, homes, holding);
    announcing = new Announcing(my.sink(), group, polling);
    stranded = new Stranded(my.config().sink(), my.health());
    backlog = new Backlog(reader);
    holding.release();
  }

  /**
   * One bounded step: reads, or writes what is ripe, and settles. What is ripe goes first: events
   * read too early cost memory, and the collector more than it costs to read them.
   */
  void step() {
    if (ripest().isEmpty() || polling.isDue()) {
      polling.poll(pollMillis());
    }
    if (writing != null && writing.isDone()) {
      finishWriting();
    }
    if (holding.isDue()) {
      tryAgain();
    } else {
      ripest().ifPresent(this::write);
    }
    group.commit();
    tellWhatWaits();
  }

  private long pollMillis() {
    if (holding.isHeld()) {
      return POLL_MILLIS_MAX;
    }
    if (announcing.isUnheard()) {
      return POLL_MILLIS_WHILE_UNHEARD;
    }
    long ripe = lanes.millisToRipe(beingWritten(), my.clock().millis());
    return Math.min(ripe, writing == null ? POLL_MILLIS_MAX : POLL_MILLIS_WHILE_WRITING);
  }

  /** The lane to write next; none while the sink is held. */
  private Optional<Lane> ripest() {
    return holding.isHeld() ? Optional.empty() : lanes.ripest(beingWritten(), my.clock().millis());
  }

  private @Nullable Lane beingWritten() {
    return writing == null ? null : writing.lane();
  }

  /**
   * Encodes a batch while the one before is still being written, and has it written when that one
   * is settled: the sink never writes two at a time.
   */
  private void write(Lane lane) {
    Offer offer = lane.offer();
    if (!announcing.announces(offer)) {
      return;
    }
    Supplier<Outcome> write = attempts.prepared(offer);
    finishWriting();
    if (!holding.isHeld()) {
      reader.pause(lane.partition());
      writing = new Writing(offer, write, my.writers());
    }
  }

  /** Waits for the batch that is being written, if there is one, and settles it. */
  private void finishWriting() {
    Writing finishing = writing;
    if (finishing == null) {
      return;
    }
    writing = null;
    settlement.settle(finishing.offer(), finishing.outcome());
    goOnReading();
  }

  /** What was paused because others had gathered too much has room now, perhaps. */
  private void goOnReading() {
    if (!holding.isHeld()) {
      polling.resume();
    }
  }

  /**
   * Offers the range again that the sink was held for; only when it is taken, the others follow.
   * Where another member has that partition now, they follow at once.
   */
  private void tryAgain() {
    Lane lane = lanes.get(holding.partition());
    if (lane == null || lane.isEmpty() || isTaken(lane)) {
      polling.resume();
      holding.release();
    } else {
      backlog.refresh(lanes.partitions());
    }
  }

  private boolean isTaken(Lane lane) {
    int before = holding.times();
    holding.tries();
    Offer offer = lane.offer();
    if (!announcing.announces(offer)) {
      return false;
    }
    settlement.settle(offer, new Writing(offer, attempts.prepared(offer), my.writers()).outcome());
    return holding.times() == before;
  }

  /** For scrapes, which come on other threads. */
  private void tellWhatWaits() {
    my.state().waiting(backlog.records(lanes.all()), lanes.oldestMillis());
    my.state().unexplained(stranded.records());
  }

  @Override
  public void assigned(Partition partition) {
    finishWriting();
    switch (Start.of(partition, my.sink(), reader)) {
      case Start.At(Checkpoint checkpoint, long intended) -> goOn(partition, checkpoint, intended);
      case Start.Nowhere nowhere -> standStill(partition, nowhere);
    }
  }

  /**
   * The ledger reads the group, so the group hears what the sink knows now, not at its next batch:
   * a node killed between the two left the group behind, and a sink that lost all is behind it.
   */
  private void goOn(Partition partition, Checkpoint checkpoint, long intended) {
    var items =
        new ItemReader(partition, my.config(), my.streamsByTopic(), my.tenantOtherwise(), homes);
    lanes.add(new Lane(my.config(), partition, items, checkpoint, intended));
    reader.seek(partition, checkpoint.next());
    if (my.sink().keepsCheckpoints()) {
      group.reached(partition, checkpoint);
    }
    if (holding.isHeld()) {
      reader.pause(partition);
    }
  }

  /** Nothing of the partition is read until a person has decided. */
  private void standStill(Partition partition, Start.Nowhere why) {
    reader.seek(partition, reader.end(partition));
    reader.pause(partition);
    stranded.add(partition, why);
  }

  /** Whoever gets the partition next must not meet a write of ours. */
  @Override
  public void revoked(Partition partition) {
    finishWriting();
    group.commit();
    group.forget(partition);
    stranded.forget(partition);
    backlog.forget(partition);
    lanes.remove(partition);
    goOnReading();
  }

  /**
   * Stops reading, which settles what is being written; what was gathered and not written is read
   * again by whoever comes next.
   */
  @Override
  public void close() {
    try {
      reader.close();
    } finally {
      if (writing != null) {
        writing.awaitEnd();
      }
    }
    my.state().waiting(0, SinkState.NOTHING_WAITS);
  }
}
