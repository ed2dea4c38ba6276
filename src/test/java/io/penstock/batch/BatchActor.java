package io.penstock.batch;

import java.util.Optional;

/** Batching that somebody else moves: what {@link BatchingVerticle} does with a batcher. */
public final class BatchActor {
  private final Batcher batcher = new Batcher(new BatchPolicy(10, 1 << 20));

  public void take(Submission submission) {
    batcher.add(submission);
  }

  /** The next batch; empty when nothing waits. */
  public Optional<Gathered> next() {
    return batcher.next();
  }

  public void stop() {
    batcher.giveUp(new IllegalStateException("the node stopped"));
  }
}
