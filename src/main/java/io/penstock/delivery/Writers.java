package io.penstock.delivery;

import io.penstock.sink.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Has batches written beside the steps of a delivery. */
@FunctionalInterface
interface Writers {
  /** Begins a write; whoever asks for its outcome waits for it. */
  Future<Outcome> begin(Callable<Outcome> write);

  /** A thread for each write. */
  static Writers onVirtualThreads(String name) {
    return write -> {
      var task = new FutureTask<>(write);
      Thread.ofVirtual().name(name).start(task);
      return task;
    };
  }
}
