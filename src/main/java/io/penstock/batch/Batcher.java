package io.penstock.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Gathers submissions per topic and makes batches of them, one topic after the other, so that no
 * topic starves another.
 */
final class Batcher {
  private final BatchPolicy policy;
  private final LinkedHashMap<String, ArrayDeque<Submission>> waiting = new LinkedHashMap<>();

  Batcher(BatchPolicy policy) {
    this.policy = policy;
  }

  void add(Submission submission) {
    waiting
        .computeIfAbsent(submission.stream().topic(), topic -> new ArrayDeque<>())
        .add(submission);
  }

  /** The next batch; empty when nothing waits. */
  Optional<Gathered> next() {
    var first = waiting.pollFirstEntry();
    if (first == null) {
      return Optional.empty();
    }
    ArrayDeque<Submission> queue = first.getValue();
    Gathered batch = new Gathered(first.getKey(), takeFrom(queue));
    if (!queue.isEmpty()) {
      waiting.put(first.getKey(), queue);
    }
    return Optional.of(batch);
  }

  /** Nobody will hand over any more what waits, so it is not kept, and its senders hear of it. */
  void giveUp(Throwable why) {
    for (var batch = next(); batch.isPresent(); batch = next()) {
      batch.get().submissions().forEach(submission -> submission.kept().tryFail(why));
    }
  }

  private List<Submission> takeFrom(ArrayDeque<Submission> queue) {
    List<Submission> taken = new ArrayList<>(queue.size());
    int events = 0;
    long bytes = 0;
    do {
      Submission next = queue.remove();
      events += next.slices().count();
      bytes += next.slices().bytes();
      taken.add(next);
    } while (!queue.isEmpty() && policy.allows(events, bytes, queue.element().slices()));
    return taken;
  }
}
