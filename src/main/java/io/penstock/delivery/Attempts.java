package io.penstock.delivery;

import io.penstock.observability.Meters;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Offers a batch to a sink, and turns whatever comes of it into an outcome. */
final class Attempts {
  static final Duration PAUSE_WHEN_SET_ASIDE = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_A_FAULT = Duration.ofSeconds(5);

  private final Sink sink;
  private final Meters.Delivery meters;

  Attempts(Sink sink, Meters.Delivery meters) {
    this.sink = sink;
    this.meters = meters;
  }

  /**
   * Encodes the batch, and answers how it is written then. {@code unreadable} are records in the
   * range that are no events at all.
   */
  Supplier<Outcome> prepared(Batch batch, List<SetAside> unreadable) {
    if (!unreadable.isEmpty()) {
      return () -> holdFor(unreadable);
    }
    try {
      Encoded encoded = sink.encode(batch);
      return encoded.setAside().isEmpty()
          ? () -> written(encoded)
          : () -> holdFor(encoded.setAside());
    } catch (SinkFault fault) {
      return () -> holdAfter(fault);
    }
  }

  private Outcome written(Encoded encoded) {
    try {
      return timed(encoded);
    } catch (SinkFault fault) {
      return holdAfter(fault);
    }
  }

  private static Outcome holdAfter(SinkFault fault) {
    return new Hold(Cause.UNKNOWN, String.valueOf(fault.getMessage()), PAUSE_AFTER_A_FAULT);
  }

  private Outcome timed(Encoded encoded) {
    long began = System.nanoTime();
    Outcome outcome = sink.write(encoded);
    meters.writeSeconds.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    return outcome;
  }

  /** Events that the sink cannot take have no other home yet: the range waits for a person. */
  private static Outcome holdFor(List<SetAside> events) {
    SetAside first = events.getFirst();
    return new Hold(
        Cause.SCHEMA,
        "%d event(s) do not fit, the first at offset %d, field '%s': %s"
            .formatted(events.size(), first.offset(), first.field(), first.reason()),
        PAUSE_WHEN_SET_ASIDE);
  }
}
