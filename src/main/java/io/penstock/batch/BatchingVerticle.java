package io.penstock.batch;

import io.penstock.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Gathers requests while the producer is busy and hands over a batch when it is free. There is no
 * timer: under little load every request is a batch of its own at once, under much load batches
 * grow by themselves.
 */
public final class BatchingVerticle extends VerticleBase {
  /** Takes submissions from the doors. */
  public static final Address<Submission> SUBMIT = new Address<>("batching.submit");

  /** Hands batches to the producer. */
  public static final Address<Gathered> PRODUCE = new Address<>("produce.batch");

  /** Hears from the producer that it is free. */
  public static final Address<ProducerFree> FREE = new Address<>("batching.free");

  private final Batcher batcher;
  private boolean producerBusy;

  public BatchingVerticle(BatchPolicy policy) {
    this.batcher = new Batcher(policy);
  }

  @Override
  public Future<?> start() {
    SUBMIT.listen(vertx.eventBus(), this::gather);
    FREE.listen(vertx.eventBus(), free -> handOver());
    return Future.succeededFuture();
  }

  private void gather(Submission submission) {
    batcher.add(submission);
    if (!producerBusy) {
      handOver();
    }
  }

  private void handOver() {
    producerBusy = false;
    batcher
        .next()
        .ifPresent(
            batch -> {
              producerBusy = true;
              PRODUCE.send(vertx.eventBus(), batch).onFailure(fault -> giveUp(batch, fault));
            });
  }

  /** Nobody took the batch: its senders hear of it, and the next batch gets its chance. */
  private void giveUp(Gathered batch, Throwable fault) {
    batch.submissions().forEach(submission -> submission.kept().tryFail(fault));
    handOver();
  }

  @Override
  public Future<?> stop() {
    batcher.giveUp(new IllegalStateException("the node stopped before the log had the events"));
    return Future.succeededFuture();
  }
}
