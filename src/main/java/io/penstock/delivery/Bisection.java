package io.penstock.delivery;

/**
 * How many events the sink is offered at once while bad ones are among them. A batch that was
 * refused is halved, and the half that is suspect again, until one event is left. Meanwhile whole
 * batches grow smaller with each refusal and larger with each success, so that they fit the
 * distance between bad events.
 */
final class Bisection {
  private int eventsMax = Integer.MAX_VALUE;
  private int suspects;

  /** The most events to offer next. */
  int eventsMax() {
    return suspects == 0 ? eventsMax : Math.max(1, suspects / 2);
  }

  /** Whether a bad event is being looked for. */
  boolean isSearching() {
    return suspects > 0;
  }

  /** So many events were taken, from the head of the lane. */
  void taken(int events) {
    if (suspects > 0) {
      suspects = Math.max(0, suspects - events);
    } else {
      eventsMax = (int) Math.min(Integer.MAX_VALUE, eventsMax * 2L);
    }
  }

  /** So many were refused; answers whether that is the bad one, and the search is over. */
  boolean refused(int events) {
    if (suspects == 0) {
      eventsMax = Math.max(1, events / 2);
    }
    suspects = events == 1 ? 0 : events;
    return events == 1;
  }
}
