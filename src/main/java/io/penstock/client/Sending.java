package io.penstock.client;

import io.grpc.StatusRuntimeException;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventError;
import io.penstock.grpc.EventServiceGrpc.EventServiceBlockingStub;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What one thread of a forwarder does: takes a batch, sends it until it is settled, and again. */
final class Sending implements Runnable {
  private static final System.Logger LOG = System.getLogger(Sending.class.getName());

  private final Gathering gathering;
  private final EventServiceBlockingStub stub;
  private final String stream;
  private final ForwarderOptions options;
  private final Backoff backoff;
  private final Time time;
  private final Progress progress;
  private final ForwarderListener listener;

  Sending(
      Gathering gathering,
      EventServiceBlockingStub stub,
      String stream,
      ForwarderOptions options,
      Backoff backoff,
      Time time,
      Progress progress,
      ForwarderListener listener) {
    this.gathering = gathering;
    this.stub = stub;
    this.stream = stream;
    this.options = options;
    this.backoff = backoff;
    this.time = time;
    this.progress = progress;
    this.listener = listener;
  }

  /** Ends when nothing more comes, or when it is interrupted. */
  @Override
  public void run() {
    try {
      Optional<Batch> next = gathering.take();
      while (next.isPresent()) {
        settle(next.get());
        next = gathering.take();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(Batch batch) throws InterruptedException {
    try {
      send(batch);
    } catch (InterruptedException closed) {
      tell(() -> listener.failed(batch.events(), "the forwarder was closed"));
      throw closed;
    } catch (RuntimeException | Error fault) {
      giveUp(batch, String.valueOf(fault));
    } finally {
      gathering.settle(batch);
    }
  }

  private void send(Batch batch) throws InterruptedException {
    long began = time.nanos();
    for (int attempt = 1; ; attempt++) {
      switch (attempt(batch)) {
        case Outcome.Taken(EventBatchResponse response) -> {
          progress.succeeded(time.now());
          tell(batch, response);
          return;
        }
        case Outcome.Never(String reason) -> {
          giveUp(batch, reason);
          return;
        }
        case Outcome.Again(String reason, var after) -> {
          Duration wait = backoff.after(attempt, after);
          if (attempt >= options.attemptsMax() || isTooLate(began, wait)) {
            giveUp(batch, "after " + attempt + " attempts: " + reason);
            return;
          }
          progress.failed(reason);
          time.pause(wait);
        }
      }
    }
  }

  private boolean isTooLate(long beganNanos, Duration wait) {
    return time.nanos() - beganNanos + wait.toNanos() > options.giveUpAfter().toNanos();
  }

  private Outcome attempt(Batch batch) throws InterruptedException {
    try {
      return new Outcome.Taken(
          stub.withDeadlineAfter(options.attemptTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .send(batch.request(stream)));
    } catch (StatusRuntimeException fault) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return Outcome.of(fault);
    }
  }

  private void giveUp(Batch batch, String reason) {
    progress.failed(reason);
    tell(() -> listener.failed(batch.events(), reason));
  }

  private void tell(Batch batch, EventBatchResponse response) {
    int kept = response.getAccepted() + response.getDuplicates();
    if (kept > 0) {
      tell(() -> listener.delivered(kept, response.getReceipt()));
    }
    int last = -1;
    int rejections = 0;
    for (EventError error : response.getErrorsList()) {
      if (error.getIndex() != last && error.getIndex() < batch.events().size()) {
        last = error.getIndex();
        rejections++;
        RejectedEvent rejected = rejected(batch.events(), error);
        tell(() -> listener.rejected(rejected));
      }
    }
    int omitted = response.getRejected() - rejections;
    if (omitted > 0) {
      tell(() -> listener.omitted(omitted));
    }
  }

  private static RejectedEvent rejected(List<byte[]> events, EventError error) {
    return new RejectedEvent(
        events.get(error.getIndex()),
        error.getId(),
        error.getCode(),
        error.getPointer(),
        error.getDetail());
  }

  /** A listener that fails costs nobody an event. */
  static void tell(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.WARNING, "A listener of a forwarder failed", fault);
    }
  }
}
