package io.penstock.delivery;

import io.penstock.event.EventReader;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupReader;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.observability.SinkState;
import io.penstock.sink.Answer;
import io.penstock.sink.Batch;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SinkFault;
import java.time.Duration;
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

  private static final long MILLIS_BETWEEN_POLLS_MAX = 1_000;

  private final Surroundings my;
  private final Attempts attempts;
  private final Holding holding;
  private final GroupReader reader;
  private final Lanes lanes = new Lanes();
  private final GroupProgress group;
  private final Stranded stranded;
  private final Backlog backlog;
  private @Nullable Writing writing;
  private long polledMillis;

  @SuppressWarnings("this-escape") // the reader calls back from poll, not from its constructor
  Delivery(Surroundings surroundings) {
    my = surroundings;
    attempts = new Attempts(my.sink(), my.meters());
    holding =
        new Holding(
            my.config().sink(), my.component(), my.health(), my.meters(), my.state(), my.clock());
    reader =
        new GroupReader(
            my.log(),
            my.config().group(),
            my.member(),
            my.streamsByTopic().keySet(),
            my.config().eventsMax(),
            this);
    group = new GroupProgress(reader);
    stranded = new Stranded(my.config().sink(), my.health());
    backlog = new Backlog(reader);
    holding.release();
  }

  /**
   * One bounded step: reads, or writes what is ripe, and settles. What is ripe goes first: events
   * read too early cost memory, and the collector more than it costs to read them.
   */
  void step() {
    if (ripest().isEmpty() || isPollDue()) {
      gather(poll());
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

  /** The group takes a member that does not poll for gone. */
  private boolean isPollDue() {
    return my.clock().millis() - polledMillis >= MILLIS_BETWEEN_POLLS_MAX;
  }

  private List<LogRecord> poll() {
    List<LogRecord> records = reader.poll(Duration.ofMillis(pollMillis()));
    polledMillis = my.clock().millis();
    return records;
  }

  private long pollMillis() {
    if (holding.isHeld()) {
      return POLL_MILLIS_MAX;
    }
    long ripe = lanes.millisToRipe(beingWritten(), my.clock().millis());
    return Math.min(ripe, writing == null ? POLL_MILLIS_MAX : POLL_MILLIS_WHILE_WRITING);
  }

  private void gather(List<LogRecord> records) {
    lanes.gather(records, my.clock().millis());
    lanes.full().forEach(reader::pause);
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
    Batch batch = lane.batch();
    Supplier<Outcome> write = attempts.prepared(batch, lane.unreadable());
    finishWriting();
    if (!holding.isHeld()) {
      reader.pause(lane.partition());
      writing = new Writing(lane, batch, write);
    }
  }

  /** Waits for the batch that is being written, if there is one, and settles it. */
  private void finishWriting() {
    Writing finishing = writing;
    if (finishing == null) {
      return;
    }
    writing = null;
    Lane lane = finishing.lane();
    settle(lane, finishing.batch(), finishing.outcome());
    if (!holding.isHeld()) {
      reader.resume(lane.partition());
    }
  }

  /** The offset moves only once every event is where it belongs: that is the promise. */
  private void settle(Lane lane, Batch batch, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered(int repeated, int conflicting) ->
          delivered(lane, batch, repeated, conflicting);
      case Outcome.Superseded() -> goOnWhereTheSinkIs(lane);
      case Outcome.Hold hold -> hold(lane, hold);
      case Outcome.Refused(String reason) ->
          hold(lane, new Outcome.Hold(Cause.SCHEMA, reason, Attempts.PAUSE_WHEN_SET_ASIDE));
      case Outcome.PerEvent(List<Answer> answers) -> settleEach(lane, batch, answers);
    }
  }

  private void delivered(Lane lane, Batch batch, int repeated, int conflicting) {
    my.meters().delivered(batch.events().size(), repeated, conflicting);
    my.meters().batch(batch.events().size(), batch.filtered(), lane.bytes());
    lane.settle(batch.after(repeated));
    group.reached(lane.partition(), lane.checkpoint());
    my.settled()
        .accept(
            new Settled(my.config().sink(), batch.topic(), batch.partition(), lane.checkpoint()));
  }

  /** All stored is as good as delivered; anything else waits until it has another home. */
  private void settleEach(Lane lane, Batch batch, List<Answer> answers) {
    Optional<Answer> trouble =
        answers.stream().filter(answer -> !(answer instanceof Answer.Stored)).findFirst();
    if (trouble.isPresent()) {
      hold(
          lane,
          new Outcome.Hold(Cause.SCHEMA, trouble.get().toString(), Attempts.PAUSE_WHEN_SET_ASIDE));
      return;
    }
    long repeated =
        answers.stream()
            .filter(answer -> answer instanceof Answer.Stored stored && stored.repeated())
            .count();
    delivered(lane, batch, (int) repeated, 0);
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
    lane.settle(reached);
    group.reached(partition, reached);
    reader.seek(partition, reached.next());
  }

  private void hold(Lane lane, Outcome.Hold hold) {
    lanes.partitions().forEach(reader::pause);
    holding.hold(lane.partition(), hold);
  }

  /**
   * Offers the range again that the sink was held for; only when it is taken, the others follow.
   * Where another member has that partition now, they follow at once.
   */
  private void tryAgain() {
    Lane lane = lanes.get(holding.partition());
    if (lane == null || isTaken(lane)) {
      lanes.partitions().forEach(reader::resume);
      holding.release();
    } else {
      backlog.refresh(lanes.partitions());
    }
  }

  private boolean isTaken(Lane lane) {
    int before = holding.times();
    holding.tries();
    Batch batch = lane.batch();
    settle(lane, batch, attempts.prepared(batch, lane.unreadable()).get());
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
      case Start.At(Checkpoint checkpoint) -> goOn(partition, checkpoint);
      case Start.Nowhere nowhere -> standStill(partition, nowhere);
    }
  }

  /**
   * The ledger reads the group, so the group hears what the sink knows now, not at its next batch:
   * a node killed between the two left the group behind, and a sink that lost all is behind it.
   */
  private void goOn(Partition partition, Checkpoint checkpoint) {
    Stream stream = my.streamsByTopic().get(partition.topic());
    if (stream == null) {
      throw new IllegalStateException("assigned " + partition + ", which no stream has");
    }
    var events = new EventReader(stream, my.tenantOtherwise());
    lanes.add(new Lane(my.config(), partition, stream, events, checkpoint));
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
