package io.penstock.load.torture.send;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Requests of one producer that are to be sent again, the next one first. */
final class Encores {
  private static final int WAITING_MAX = 1_000;

  private final Repeats repeats;
  private final PriorityQueue<Encore> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Encore::dueNanos));

  /** A request of so many events from this sequence on. */
  record Encore(int first, int events, long dueNanos) {}

  Encores(Repeats repeats) {
    this.repeats = repeats;
  }

  /** After a request was sent, whatever was heard of it. */
  void plan(int first, int events, SplittableRandom random) {
    int times = repeats.areWanted() ? random.nextInt(Repeats.TIMES_MAX + 1) : 0;
    for (int time = 0; time < times && waiting.size() < WAITING_MAX; time++) {
      waiting.add(
          new Encore(first, events, System.nanoTime() + random.nextLong(repeats.laterNanosMax())));
    }
  }

  /** Empty while none is due, and while repeats rest. */
  Optional<Encore> next() {
    Encore first = waiting.peek();
    return first == null || repeats.doRest() || first.dueNanos() > System.nanoTime()
        ? Optional.empty()
        : Optional.ofNullable(waiting.poll());
  }

  /** Which body of an event to send: the first, or another. */
  int variant(SplittableRandom random) {
    return repeats.mayDiffer() && random.nextInt(Repeats.OTHER_BODY_ONE_IN) == 0
        ? 1 + random.nextInt(2)
        : 0;
  }
}
