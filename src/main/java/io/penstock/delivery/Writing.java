package io.penstock.delivery;

import io.penstock.sink.Outcome;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is being written, on a thread of its own, while the next one is read and encoded.
 */
final class Writing {
  private final Offer offer;
  private final Future<Outcome> outcome;

  Writing(Offer offer, Supplier<Outcome> write, Writers writers) {
    this.offer = offer;
    this.outcome = writers.begin(write::get);
  }

  Offer offer() {
    return offer;
  }

  Lane lane() {
    return offer.lane();
  }

  boolean isDone() {
    return outcome.isDone();
  }

  /** Waits for what came of it; throws what the write threw. */
  Outcome outcome() {
    try {
      return outcome.get();
    } catch (ExecutionException failed) {
      throw thrown(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was written", interrupted);
    }
  }

  private static RuntimeException thrown(@Nullable Throwable fault) {
    return fault instanceof RuntimeException ours ? ours : new IllegalStateException(fault);
  }

  /** Waits until nothing is written any more, whatever came of it. */
  void awaitEnd() {
    try {
      outcome.get();
    } catch (ExecutionException | CancellationException told) {
      // whoever asked for the outcome has heard of it; here it only matters that it has ended
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
