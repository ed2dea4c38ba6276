package io.penstock.command.send;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.send.Batch.Gathering;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of one file, some requests at once. Reading waits for answers, so no more of the
 * file is in memory than those requests hold. The first failure ends it all.
 */
public final class Sending implements EventTaker {
  private final Sender sender;
  private final Totals totals;
  private final int parallel;
  private final Semaphore free;
  private final Gathering gathering;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable CommandFailed> failure = new AtomicReference<>();

  private Sending(Sender sender, Totals totals, int parallel, Form form) {
    this.sender = sender;
    this.totals = totals;
    this.parallel = parallel;
    this.free = new Semaphore(parallel);
    this.gathering = new Gathering(form);
  }

  /** Returns when every event has its verdict. */
  public static void send(EventFile file, Sender sender, Totals totals, int parallel)
      throws CommandFailed, InterruptedException {
    var sending = new Sending(sender, totals, parallel, file.form());
    try (sending.threads) {
      file.each(sending);
      sending.finish();
    }
  }

  @Override
  public void take(Slice event) throws CommandFailed, InterruptedException {
    if (gathering.isTooFullFor(event)) {
      post(gathering.finish());
    }
    gathering.add(event);
  }

  @Override
  public void leave(Rejection rejection) {
    totals.left(rejection);
  }

  private void post(Batch batch) throws CommandFailed, InterruptedException {
    free.acquire();
    requireNoFailure();
    try {
      threads.execute(() -> postAndFree(batch));
    } catch (RejectedExecutionException failedJustNow) {
      requireNoFailure();
    }
  }

  private void postAndFree(Batch batch) {
    totals.takeOn(batch.size());
    try {
      sender.send(batch);
    } catch (CommandFailed failed) {
      if (failure.compareAndSet(null, failed)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException failedElsewhere) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }

  private void finish() throws CommandFailed, InterruptedException {
    if (!gathering.isEmpty()) {
      post(gathering.finish());
    }
    free.acquire(parallel);
    requireNoFailure();
  }

  private void requireNoFailure() throws CommandFailed {
    CommandFailed failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
