package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.Failure.Kind;
import io.penstock.log.GroupReader;
import io.penstock.log.Partition;
import io.penstock.observability.SinkState;
import io.penstock.sink.Answer;
import io.penstock.sink.Batch;
import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SinkFault;
import java.util.List;
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
  private final Tally tally;
  private final GroupProgress group;
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
    tally = new Tally(my.meters());
    group = new GroupProgress(reader);
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
    settle(finishing.offer(), finishing.outcome());
    goOnReading();
  }

  /** What was paused because others had gathered too much has room now, perhaps. */
  private void goOnReading() {
    if (!holding.isHeld()) {
      polling.resume();
    }
  }

  /** The offset moves only once every event is where it belongs: that is the promise. */
  private void settle(Offer offer, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered(int repeated, int conflicting) ->
          delivered(offer, repeated, conflicting);
      case Outcome.Superseded() -> goOnWhereTheSinkIs(offer.lane());
      case Outcome.Hold hold -> hold(offer, hold);
      case Outcome.Refused(Complaint complaint) -> refused(offer, complaint);
      case Outcome.PerEvent(List<Answer> answers) -> settleEach(offer, answers);
    }
  }

  private void delivered(Offer offer, int repeated, int conflicting) {
    Lane lane = offer.lane();
    Batch batch = offer.batch();
    Checkpoint before = lane.checkpoint();
    lane.settle(offer, offer.after(repeated));
    tally.settled(offer, lane.checkpoint().counts().minus(before.counts()), conflicting);
    group.reached(lane.partition(), lane.checkpoint(), lane.intended());
    my.settled()
        .accept(
            new Settled(my.config().sink(), batch.topic(), batch.partition(), lane.checkpoint()));
  }

  /**
   * Only a single event becomes a dead letter: more are halved until it is found. What is refused
   * without any event is none's fault.
   */
  private void refused(Offer offer, Complaint complaint) {
    if (offer.isEmpty()) {
      hold(offer, new Outcome.Hold(Cause.SCHEMA, complaint.reason(), Attempts.PAUSE_AFTER_A_FAULT));
    } else {
      offer.lane().searchIn(offer).ifPresent(bad -> homes.dies(bad, Kind.REFUSED, complaint));
    }
  }

  /**
   * What is stored is stored, and the rest has other homes from now on: when it is there, the range
   * is delivered.
   */
  private void settleEach(Offer offer, List<Answer> answers) {
    List<Item> offered = offer.offered();
    for (int i = 0; i < offered.size(); i++) {
      homes.answered(offered.get(i), answers.get(i));
    }
    offer.lane().goesOnWithTheRest();
  }

  /**
   * Another writer was first; what was gathered here is read again from where that one got. Where
   * the sink lost its checkpoint instead, the stay ends, and the next begins at the oldest record.
   */
  private void goOnWhereTheSinkIs(Lane lane) {
    Partition partition = lane.partition();
    Checkpoint reached =
        my.sink()
            .checkpoint(partition.topic(), partition.number())
            .orElseThrow(() -> new SinkFault("the sink has lost its checkpoint of " + partition));
    lane.goOn(reached);
    group.reached(partition, reached);
    reader.seek(partition, reached.next());
  }

  /** The range waits. Where nobody knows why, it does so only a few times before it is halved. */
  private void hold(Offer offer, Outcome.Hold hold) {
    Lane lane = offer.lane();
    if (hold.cause() == Cause.UNKNOWN && lane.hasFailedTooOften()) {
      var complaint = new Complaint("", "", hold.reason());
      lane.searchIn(offer)
          .ifPresent(bad -> homes.waits(bad, Kind.UNKNOWN, complaint, Optional.empty()));
    }
    polling.pause();
    holding.hold(lane.partition(), hold);
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
    settle(offer, new Writing(offer, attempts.prepared(offer), my.writers()).outcome());
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
