package io.penstock.delivery;

import io.penstock.log.Failure.Kind;
import io.penstock.log.LetterBox;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LetterBox.NotTaken;
import io.penstock.observability.Meters;
import io.penstock.sink.Circuit;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Offers a batch to a sink, and turns whatever comes of it into an outcome. */
final class Attempts {
  static final Duration PAUSE_AFTER_A_FAULT = Duration.ofSeconds(5);

  private final Sink sink;
  private final Homes homes;
  private final LetterBox letterBox;
  private final Circuit circuit;
  private final Meters.Delivery meters;

  Attempts(Sink sink, Homes homes, LetterBox letterBox, Circuit circuit, Meters.Delivery meters) {
    this.sink = sink;
    this.homes = homes;
    this.letterBox = letterBox;
    this.circuit = circuit;
    this.meters = meters;
  }

  /**
   * Encodes the batch, and answers how it is written then. Whoever is to go elsewhere gets there
   * first, as the sink moves its checkpoint over the whole range: mostly while the batch before is
   * still being written.
   */
  Supplier<Outcome> prepared(Offer offer) {
    try {
      offer.encode(sink, (item, aside) -> homes.dies(item, Kind.UNFIT, aside.complaint()));
      send(offer);
      return () -> written(offer);
    } catch (SinkFault | NotTaken away) {
      return () -> new Hold(Cause.CAPACITY, String.valueOf(away.getMessage()), PAUSE_AFTER_A_FAULT);
    }
  }

  private Outcome written(Offer offer) {
    try {
      return isNothingToWrite(offer)
          ? new Outcome.Delivered(0, 0)
          : circuit.around(() -> timed(offer));
    } catch (SinkFault fault) {
      return holdAfter(fault);
    }
  }

  private void send(Offer offer) throws NotTaken {
    List<Addressed> letters = offer.letters();
    if (!letters.isEmpty()) {
      letterBox.append(letters);
      offer.sent();
    }
  }

  /** A sink with a checkpoint of its own has at least that to move. */
  private boolean isNothingToWrite(Offer offer) {
    return !sink.keepsCheckpoints() && offer.isEmpty();
  }

  private Outcome timed(Offer offer) {
    long began = System.nanoTime();
    Outcome outcome = sink.write(offer.encoded());
    meters.writeSeconds.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    return outcome;
  }

  private static Outcome holdAfter(SinkFault fault) {
    return new Hold(Cause.UNKNOWN, String.valueOf(fault.getMessage()), PAUSE_AFTER_A_FAULT);
  }
}
