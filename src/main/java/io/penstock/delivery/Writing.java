package io.penstock.delivery;

import io.penstock.sink.Batch;
import io.penstock.sink.Outcome;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A batch that is being written, on a virtual thread of its own, while the next one is read and
 * encoded.
 */
final class Writing {
  private final Lane lane;
  private final Batch batch;
  private final FutureTask<Outcome> outcome;
  private final Thread thread;

  Writing(Lane lane, Batch batch, Supplier<Outcome> write) {
    this.lane = lane;
    this.batch = batch;
    this.outcome = new FutureTask<>(write::get);
    this.thread = Thread.ofVirtual().name("write " + lane.partition()).start(outcome);
  }

  Lane lane() {
    return lane;
  }

  Batch batch() {
    return batch;
  }

  boolean isDone() {
    return outcome.isDone();
  }

  /** Waits for what came of it; throws what the write threw. */
  Outcome outcome() {
    try {
      return outcome.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was written", interrupted);
    }
  }

  /** Waits until nothing is written any more, whatever came of it. */
  void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
