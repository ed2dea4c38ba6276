package io.penstock.worker;

import io.penstock.observability.Health;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives one worker its steps, never two at a time. Lives on a virtual thread. */
public final class WorkerVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerVerticle.class);
  private static final Duration REST_AFTER_A_FAULT = Duration.ofSeconds(5);

  private static final long STOP_SECONDS_MAX = 5;

  private final Worker worker;
  private final Health health;
  private boolean opened;
  private boolean working;
  private boolean stopping;
  private String lastFault = "";
  private @Nullable Promise<Void> stopped;

  public WorkerVerticle(Worker worker, Health health) {
    this.worker = worker;
    this.health = health;
  }

  @Override
  public Future<?> start() {
    context.runOnContext(first -> work());
    return Future.succeededFuture();
  }

  /** While a step waits for an answer others may get in, so it says that it is not done. */
  private void work() {
    if (stopping) {
      return;
    }
    working = true;
    Progress progress = progress();
    working = false;
    if (stopping) {
      finish();
    } else {
      schedule(progress);
    }
  }

  private Progress progress() {
    try {
      if (!opened) {
        worker.open();
        opened = true;
      }
      Progress progress = worker.step();
      health.green(worker.name());
      return progress;
    } catch (Exception | Error fault) {
      return restAfter(fault);
    }
  }

  /** Nothing is lost by it: the step begins again where its checkpoint is. */
  private Progress restAfter(Throwable fault) {
    String message = String.valueOf(fault);
    if (!stopping && !message.equals(lastFault)) {
      LOG.atWarn()
          .addKeyValue("worker", worker.name())
          .log("A step failed, and is tried again: {}", message);
    }
    lastFault = message;
    if (!stopping) {
      health.amber(worker.name(), "a step failed, and is tried again: " + fault.getMessage());
    }
    close();
    return new Progress.Rest(REST_AFTER_A_FAULT);
  }

  private void schedule(Progress progress) {
    switch (progress) {
      case Progress.More() -> context.runOnContext(next -> work());
      case Progress.Rest(Duration time) ->
          vertx.setTimer(Math.max(1, time.toMillis()), rested -> work());
    }
  }

  private void close() {
    opened = false;
    try {
      worker.close();
    } catch (RuntimeException fault) {
      LOG.atWarn()
          .addKeyValue("worker", worker.name())
          .log("The worker does not close: {}", String.valueOf(fault));
    }
  }

  private void finish() {
    close();
    if (stopped != null) {
      stopped.complete();
    }
  }

  /** Waits for the step in hand; one that is stuck is left to its checkpoint. */
  @Override
  public Future<?> stop() {
    stopping = true;
    if (!working) {
      close();
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    stopped = promise;
    return promise
        .future()
        .timeout(STOP_SECONDS_MAX, TimeUnit.SECONDS)
        .recover(stuck -> Future.succeededFuture());
  }
}
