package io.penstock.delivery;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.Failure.Kind;
import io.penstock.log.GroupReader;
import io.penstock.log.Partition;
import io.penstock.sink.Answer;
import io.penstock.sink.Batch;
import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SinkFault;
import java.util.List;
import java.util.Optional;

/** What becomes of a range once the sink has said what it did with it. */
final class Settlement {
  private final Surroundings my;
  private final GroupReader reader;
  private final Polling polling;
  private final GroupProgress group;
  private final Homes homes;
  private final Holding holding;
  private final Tally tally;

  Settlement(
      Surroundings my,
      GroupReader reader,
      Polling polling,
      GroupProgress group,
      Homes homes,
      Holding holding) {
    this.my = my;
    this.reader = reader;
    this.polling = polling;
    this.group = group;
    this.homes = homes;
    this.holding = holding;
    this.tally = new Tally(my.meters());
  }

  /** The offset moves only once every event is where it belongs: that is the promise. */
  void settle(Offer offer, Outcome outcome) {
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
}
